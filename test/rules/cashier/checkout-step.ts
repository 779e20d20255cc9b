import t from 'tap'
import { undecidedReason } from '../../../hooks/rules/cashier/charge.ts'
import {
  type AttemptFacts,
  type CheckoutFacts,
  type CheckoutStep,
  checkoutStep,
  needsSale,
} from '../../../hooks/rules/cashier/checkout-step.ts'
import { aCheckoutFact, minuteMs, now } from '../../fixtures/rules/cashier.ts'

const over = { reason: 'HoldOver', message: 'The hold has ended' }
const undecided = { reason: undecidedReason, message: 'Waiting' }
const declined = { reason: 'Declined', message: 'The gateway declined the payment; nothing was charged' }
const attempt = (state: AttemptFacts['state'], canRetry = false) => ({ state, canRetry })

t.test('a request is opened while its order may be charged', async t => {
  const requested = (given: Partial<CheckoutFacts> = {}) => aCheckoutFact({ state: 'Requested', ...given })
  const late = { createdAt: now - 10 * minuteMs }
  const notStarted = {
    reason: 'NotStarted',
    message: 'The payment could not be opened in time; nothing was charged',
  }
  const table: [why: string, checkout: CheckoutFacts, refusal: typeof over | undefined, step: CheckoutStep][] = [
    ['it may be charged', requested(), undefined, { do: 'open' }],
    ['just in time', requested({ createdAt: late.createdAt + 1 }), undefined, { do: 'open' }],
    ['too late', requested(late), undefined, { do: 'end', state: 'Failed', why: notStarted }],
    ['undecided', requested(), undecided, { do: 'wait', why: undecided }],
    ['undecided for too long', requested(late), undecided, { do: 'end', state: 'Failed', why: notStarted }],
    ['it must not be charged', requested(), over, { do: 'end', state: 'Failed', why: over }],
    ['restored', requested({ isRestored: true }), over, { do: 'find' }],
    ['restored long ago', requested({ isRestored: true, ...late }), undefined, { do: 'find' }],
  ]
  for (const [why, checkout, refusal, step] of table) {
    t.strictSame(checkoutStep(checkout, { refusal, now }), step, why)
  }
})

t.test('an attempt goes on as the gateway reports it', async t => {
  const onItsWay = {
    reason: 'PaymentPending',
    message: 'The payment is on its way; it buys nothing until it arrives',
  }
  const timeOver = {
    reason: 'SessionExpired',
    message: 'The time to pay at the gateway is over; nothing was charged',
  }
  const expired: CheckoutStep = { do: 'end', state: 'Expired', why: timeOver }
  const failed: CheckoutStep = { do: 'end', state: 'Failed', why: declined }
  const wait: CheckoutStep = { do: 'wait', why: undefined }
  const paypal = { provider: 'PAYPAL', expiresAt: now + 1 } as const
  const unknown: CheckoutStep = {
    do: 'wait',
    why: {
      reason: 'GatewayUnreachable',
      message: 'Waiting for the gateway to confirm whether it took the money',
    },
  }
  const table: [
    why: string,
    checkout: Partial<CheckoutFacts>,
    attempt: AttemptFacts,
    refusal: typeof over | undefined,
    step: CheckoutStep,
  ][] = [
    ['paid', {}, attempt('paid'), undefined, { do: 'end', state: 'Paid', why: undefined }],
    ['pending', {}, attempt('pending'), undefined, { do: 'wait', why: onItsWay }],
    ['declined', {}, attempt('declined'), undefined, failed],
    ['declined with another chance', {}, attempt('declined', true), undefined, { do: 'wait', why: declined }],
    ['declined once more', { declines: 4 }, attempt('declined', true), undefined, { do: 'wait', why: declined }],
    ['declined too often', { declines: 5 }, attempt('declined', true), undefined, failed],
    ['expired', {}, attempt('expired'), undefined, expired],
    ['expired early at Stripe', { expiresAt: now + 1 }, attempt('expired'), undefined, expired],
    ['unknown at PayPal before its end', paypal, attempt('expired'), undefined, wait],
    ['unknown at PayPal at its end', { ...paypal, expiresAt: now }, attempt('expired'), undefined, expired],
    ['unknown at PayPal, without an end', { provider: 'PAYPAL' }, attempt('expired'), undefined, expired],
    ['approved', {}, attempt('approved'), undefined, { do: 'capture' }],
    ['approved after four declines', { declines: 4 }, attempt('approved'), undefined, { do: 'capture' }],
    ['approved after five declines', { declines: 5 }, attempt('approved'), undefined, failed],
    ['approved, undecided', {}, attempt('approved'), undecided, { do: 'wait', why: undecided }],
    ['approved after the hold', {}, attempt('approved'), over, { do: 'close', why: over }],
    ['asked for the money just now', { captureSentAt: now - 5 * minuteMs + 1 }, attempt('approved'), over, unknown],
    ['asked long ago', { captureSentAt: now - 5 * minuteMs }, attempt('approved'), over, { do: 'close', why: over }],
    ['asked, and held', { captureSentAt: now }, attempt('approved'), undefined, { do: 'capture' }],
    ['asked, and open again', { captureSentAt: now }, attempt('open'), over, { do: 'close', why: over }],
    ['open', {}, attempt('open'), undefined, wait],
    ['open, undecided', {}, attempt('open'), undecided, wait],
    ['open after a decline', { declines: 1 }, attempt('open'), undefined, { do: 'wait', why: declined }],
    ['open after the hold', {}, attempt('open'), over, { do: 'close', why: over }],
  ]
  for (const [why, checkout, seen, refusal, step] of table) {
    t.strictSame(checkoutStep(aCheckoutFact(checkout), { attempt: seen, refusal, now }), step, why)
  }
})

t.test('money is taken only of an approved attempt whose order may be charged', async t => {
  const states = ['open', 'approved', 'pending', 'paid', 'expired', 'declined'] as const
  for (const state of states) {
    for (const refusal of [undefined, over, undecided]) {
      const step = checkoutStep(aCheckoutFact(), { attempt: attempt(state), refusal, now })
      t.equal(step.do === 'capture', state === 'approved' && refusal === undefined, `${state} ${refusal?.reason}`)
      const other = checkoutStep(aCheckoutFact(), { attempt: attempt(state), refusal: refusal && undefined, now })
      if (!needsSale({ state })) t.strictSame(step, other, `${state} needs no sale`)
    }
  }
  t.ok(needsSale(undefined))
  t.strictSame(
    states.filter(state => needsSale({ state })),
    ['open', 'approved'],
  )
})
