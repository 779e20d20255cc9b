import type { Attempt } from '../../gateway/gateway.ts'
import { checkoutPauseMs } from '../../rules/cashier/checkout-pause.ts'
import { checkoutStep } from '../../rules/cashier/checkout-step.ts'
import type { Reason } from '../../rules/reservation.ts'
import { timestamp } from '../../rules/time.ts'
import type { CheckoutStatus } from '../../schema/money/checkout.ts'
import { checkoutKey } from '../../schema/money/gateway-key.ts'
import { countFailures, isRefusal, reasonOfFailure } from '../gateway-failure.ts'
import type { LiveSale } from '../live-sale.ts'
import { recordFacts } from '../record-facts.ts'
import { finished, type Visit } from '../tools.ts'
import { type CheckoutCase, checkoutFacts, checkoutStatus, endStatus, openStatus, orderOf } from './checkout-case.ts'
import { openPayment } from './open-payment.ts'
import { readRefusal } from './read-refusal.ts'
import { writeCheckout } from './write-checkout.ts'

/** The knowledge about a checkout: its attempt, and the steps that this visit has taken. */
interface Known {
  attempt?: Attempt
  /** Whether the gateway lacks the attempt of a restored checkout. */
  isMissing?: boolean
  /** Whether this visit has captured the money, or tried to. */
  isCaptured?: boolean
  /** How often the gateway has declined the money, if it did so in this visit. */
  declines?: number
}

/** Looks at the attempt of a checkout, and takes the steps that follow. Rejects with a GatewayError or a KubeError. */
export async function followCheckout(given: CheckoutCase): Promise<Visit> {
  const { sessionId } = checkoutStatus(given.checkout)
  if (sessionId === undefined) return takeStep(given, {})
  return takeStep(given, { attempt: await call(given, given.client.read(sessionId, given.signal)) })
}

/** The facts are recorded before the status says Paid: after a crash between the two, the next visit does both again. */
async function takeStep(given: CheckoutCase, known: Known): Promise<Visit> {
  const { tools, checkout, signal } = given
  const { attempt, isMissing = false, isCaptured = false } = known
  if (attempt !== undefined) await recordFacts(tools, { order: orderOf(checkout), facts: attempt.facts }, signal)
  const stored = checkoutFacts(checkout)
  const { declines = stored.declines } = known
  const facts = { ...stored, declines, isRestored: stored.isRestored && !isMissing }
  const { live, refusal } = await readRefusal(given, attempt)
  const seen = attempt && { state: attempt.state, canRetry: attempt.url !== undefined }
  const step = checkoutStep(facts, { attempt: seen, refusal, now: tools.now() })
  switch (step.do) {
    case 'open':
      return open(given, live as LiveSale)
    case 'find':
      return find(given)
    case 'capture':
      return isCaptured ? wait(given, known) : capture(given, attempt as Attempt)
    case 'close':
      return close(given, attempt as Attempt, step.why)
    case 'end':
      return end(given, { ...step, declines: known.declines })
    case 'wait':
      return wait(given, known, step.why)
  }
}

async function open(given: CheckoutCase, live: LiveSale): Promise<Visit> {
  const opened = await openPayment(given, live)
  if ('reason' in opened) return end(given, { state: 'Failed', why: opened })
  return wait(given, { attempt: opened })
}

async function find(given: CheckoutCase): Promise<Visit> {
  const { checkout, client, signal } = given
  const { createdAt } = checkoutFacts(checkout)
  const attempt = await call(given, client.find(checkoutKey(checkout), createdAt, signal))
  if (attempt === undefined) return takeStep(given, { isMissing: true })
  const found = await write(given, openStatus(checkout, { attempt, why: undefined }))
  return takeStep(found, { attempt })
}

/** The status records the time of the call before the call: if the answer is lost, it shows that the money may still move. */
async function capture(unmarked: CheckoutCase, approved: Attempt): Promise<Visit> {
  const mark = { captureSentAt: timestamp(unmarked.tools.now()) }
  const given = await write(unmarked, {
    ...openStatus(unmarked.checkout, { attempt: approved, why: undefined }),
    ...mark,
  })
  const { checkout, client, signal } = given
  let attempt: Attempt
  try {
    attempt = await call(given, client.capture(approved.id, checkoutKey(checkout), signal))
  } catch (error) {
    if (isRefusal(error)) return end(given, { state: 'Failed', why: reasonOfFailure(error) })
    throw error
  }
  const isDeclined = attempt.state === 'declined' && attempt.url !== undefined
  const declines = isDeclined ? { declines: checkoutFacts(checkout).declines + 1 } : {}
  return takeStep(given, { attempt, isCaptured: true, ...declines })
}

/** The buyer may have paid just before the end. PayPal takes no money unless this program captures it. */
async function close(given: CheckoutCase, { id }: Attempt, why: Reason): Promise<Visit> {
  const after = await call(given, given.client.expire(id, given.signal))
  if (after.state === 'paid' || after.state === 'pending') return takeStep(given, { attempt: after })
  return end(given, { state: why.reason === 'HoldOver' ? 'Expired' : 'Failed', why })
}

async function end(given: CheckoutCase, ending: Parameters<typeof endStatus>[1]): Promise<Visit> {
  await write(given, endStatus(given.checkout, ending))
  return finished
}

async function wait(given: CheckoutCase, { attempt, declines }: Known, why?: Reason): Promise<Visit> {
  const { checkout } = given
  const status: CheckoutStatus =
    attempt === undefined ? { state: 'Requested', ...why } : openStatus(checkout, { attempt, why, declines })
  await write(given, status)
  const count = declines ?? checkoutFacts(checkout).declines
  return { next: 'later', pauseMs: checkoutPauseMs({ declines: count }, attempt) }
}

async function write(given: CheckoutCase, status: CheckoutStatus): Promise<CheckoutCase> {
  const { tools, checkout, signal } = given
  return { ...given, checkout: await writeCheckout(tools, { checkout, status }, signal) }
}

function call<T>({ tools, client }: CheckoutCase, answer: Promise<T>): Promise<T> {
  return countFailures(answer, { provider: client.provider, counters: tools.counters })
}
