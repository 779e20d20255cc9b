import type { Choices } from '../schedule/choices.ts'
import { focusOf } from '../schedule/focus.ts'
import type { Simulation } from '../simulation.ts'
import { send } from '../steps/gateway-step.ts'
import { dispute } from './disputes.ts'
import { letPayerAct } from './payers.ts'

/** A request that its sender no longer waits for is lost after this time, in milliseconds. */
const adriftMs = 60_000

/** A cashier does some calls, or all it can; or a late request arrives. Returns whether anything happened. */
export async function workCashiers(simulation: Simulation, choices: Choices): Promise<boolean> {
  const { till, tell } = simulation
  if (till === undefined) return false
  if (till.adrift.length > 0 && choices.chance(10)) {
    const [late] = till.adrift.splice(choices.integerBelow(till.adrift.length), 1)
    tell(`arrives late: ${late?.about}`)
    late?.arrive()
    return true
  }
  const cashier = choices.pick(till.cashiers.filter(one => one.tasks() > 0))
  if (cashier === undefined) return showCashiers(simulation, choices)
  const most = choices.chance(50) ? Number.POSITIVE_INFINITY : choices.integerBetween(1, 6)
  for (let acts = 0; acts < most && cashier.tasks() > 0; acts += 1) {
    await cashier.act(choices.integerBelow(cashier.tasks()), choices)
    if (simulation.violation !== undefined) break
  }
  return true
}

/** Shows a cashier some of the changes that it has not seen: all of them, or some of one kind. */
export function showCashiers({ till, world, tell }: Simulation, choices: Choices): boolean {
  const cashier = choices.pick((till?.cashiers ?? []).filter(one => one.feeds().some(feed => feed.backlog() > 0)))
  if (cashier === undefined) return false
  const behind = cashier.feeds().filter(feed => feed.backlog() > 0)
  const isWhole = !choices.chance(focusOf(world.focus).chances['bit by bit'])
  for (const feed of isWhole ? behind : [choices.pick(behind)]) {
    if (feed === undefined) continue
    const count = isWhole ? feed.backlog() : choices.integerBetween(1, feed.backlog())
    for (let times = 0; times < count; times += 1) feed.next()
    tell(`${cashier.name} sees ${count} of ${feed.about}`)
  }
  return true
}

/** Shows the cashiers every change before a time, lets calls fail that take too long, and loses old late requests. */
export function catchUpCashiers({ till, clock }: Simulation, notBefore: number): void {
  if (till === undefined) return
  for (const [index, { sentAt }] of till.adrift.entries()) {
    if (sentAt + adriftMs < clock.now) till.adrift.splice(index, 1)
  }
  for (const cashier of till.cashiers) {
    cashier.giveUp()
    for (const feed of cashier.feeds()) {
      while ((feed.oldestAt() ?? Number.POSITIVE_INFINITY) < notBefore) feed.next()
    }
  }
}

/** A cashier stops between two calls, or loses a watch. */
export async function disturbCashier({ till, faults, tell }: Simulation, choices: Choices): Promise<boolean> {
  const cashier = choices.pick(till?.cashiers ?? [])
  if (cashier === undefined) return false
  if (choices.chance(30)) {
    const feed = choices.pick(cashier.feeds())
    tell(`${cashier.name} must list ${feed?.about} again`)
    feed?.lose()
    return true
  }
  tell(`${cashier.name} stops and restarts`)
  if (await cashier.restart(choices)) faults['cashier crashes between calls'] += 1
  return true
}

export function letBuyerPay({ till, market, tell }: Simulation, choices: Choices): boolean {
  const sentence = till && letPayerAct({ till, market, choices })
  if (sentence !== undefined) tell(sentence)
  return sentence !== undefined
}

/** The calls that the endpoint mostly does at once for a webhook: enough to record its payment. */
const quickCalls = 10

/** The webhook of a movement arrives, maybe once more. */
export async function postWebhook(simulation: Simulation, choices: Choices): Promise<boolean> {
  const { posts } = simulation.gateway
  const open = posts.filter(({ state }) => state === 'open')
  const post = choices.pick(choices.chance(85) ? open : posts)
  if (post === undefined) return false
  if (post.state !== 'open') simulation.faults['gateway repeats'] += 1
  const { endpoint } = simulation
  await send(simulation, post, choices.integerBelow(2))
  const most = choices.chance(70) ? quickCalls : choices.integerBelow(quickCalls)
  for (let calls = 0; calls < most && endpoint.pendingCalls().length > 0; calls += 1) {
    await endpoint.answer(choices.integerBelow(endpoint.pendingCalls().length), choices)
  }
  return true
}

/** Delayed money arrives or fails; refunds succeed, fail, or wait from now on; a bank sends a refund back. */
export function moveMoney(simulation: Simulation, choices: Choices): boolean {
  const { till, faults, tell } = simulation
  if (till === undefined) return false
  if (choices.chance(35)) dispute(simulation, choices)
  const { books, world, stripe, stripeRefunds, paypal } = till.gateways
  world.refundFate = choices.pick(['succeeded', 'succeeded', 'pending', 'failed'] as const) ?? 'succeeded'
  const session = choices.pick(Object.values(books.sessions).filter(({ payment }) => payment?.state === 'processing'))
  const order = choices.pick(Object.values(books.orders).filter(({ capture }) => capture?.status === 'PENDING'))
  const refund = choices.pick(Object.values(books.stripeRefunds).filter(({ status }) => status !== 'failed'))
  const back = choices.pick(Object.values(books.paypalRefunds).filter(({ status }) => status === 'PENDING'))
  const outcome = choices.chance(60) ? 'succeeded' : 'failed'
  tell(`money moves: ${outcome}; refunds from now on: ${world.refundFate}`)
  if (session !== undefined) stripe.settle(session, outcome)
  if (order !== undefined) paypal.settleCapture(order, outcome)
  if (back !== undefined) paypal.settleRefund(back, outcome)
  if (refund === undefined || (refund.status === 'succeeded' && !choices.chance(15))) return true
  if (refund.status === 'succeeded') faults['cashier refunds that failed later'] += 1
  stripeRefunds.settle(refund, refund.status === 'succeeded' ? 'failed' : outcome)
  return true
}
