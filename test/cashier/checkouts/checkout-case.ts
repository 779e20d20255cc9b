import t from 'tap'
import {
  checkoutFacts,
  checkoutStatus,
  endStatus,
  isOver,
  openStatus,
  orderOf,
} from '../../../hooks/cashier/checkouts/checkout-case.ts'
import type { Attempt } from '../../../hooks/gateway/gateway.ts'
import { type CheckoutStatus, checkoutStates, newCheckout } from '../../../hooks/schema/money/checkout.ts'
import { gatewayKeyAnnotation } from '../../../hooks/schema/money/gateway-key.ts'
import { placedAtAnnotation } from '../../../hooks/schema/placed-at.ts'
import { at, orderUid, thisCheckout } from '../../fixtures/cashier/played-tools.ts'
import { minute, start } from '../../fixtures/gateway/played.ts'

const why = { reason: 'Declined', message: 'No' }
const open: CheckoutStatus = { state: 'Open', sessionId: 's', url: 'http://g/s', expiresAt: at(30), declines: 2 }

t.test('a checkout without a status was not looked at yet', async t => {
  const { status: _, ...fresh } = thisCheckout()
  t.strictSame(checkoutStatus(fresh), newCheckout)
  t.strictSame(
    checkoutStates.filter(state => isOver(thisCheckout({ status: { state } }))),
    ['Paid', 'Expired', 'Failed'],
  )
})

t.test('its facts are those of the rules', async t => {
  const facts = { provider: 'STRIPE', createdAt: start, isRestored: false, captureSentAt: undefined }
  t.strictSame(checkoutFacts(thisCheckout()), { ...facts, state: 'Requested', declines: 0, expiresAt: undefined })
  const expiresAt = start + 30 * minute
  t.strictSame(checkoutFacts(thisCheckout({ status: open })), { ...facts, state: 'Open', declines: 2, expiresAt })
  const asked = { ...open, captureSentAt: at(10) }
  t.equal(checkoutFacts(thisCheckout({ status: asked })).captureSentAt, start + 10 * minute)
  t.strictSame(orderOf(thisCheckout()), { namespace: 'conf', name: 'order-1', uid: orderUid })
  const { namespace: _, ...metadata } = thisCheckout().metadata
  t.equal(orderOf({ ...thisCheckout(), metadata }).namespace, '')
})

t.test('a restored checkout began earlier, and may be open without knowing it', async t => {
  const annotations = { [gatewayKeyAnnotation]: 'old-uid', [placedAtAnnotation]: at(-20) }
  const restored = checkoutFacts(thisCheckout({ metadata: { annotations } }))
  t.strictSame([restored.isRestored, restored.createdAt], [true, start - 20 * minute])
  t.notOk(checkoutFacts(thisCheckout({ metadata: { annotations }, status: open })).isRestored, 'its session is known')
})

t.test('an open status has the page of the attempt until money is on its way', async t => {
  const attempt = (state: Attempt['state'], more: Partial<Attempt> = {}): Attempt => ({
    id: 's',
    state,
    facts: [],
    ...more,
  })
  const until = start + 60 * minute
  t.strictSame(openStatus(thisCheckout(), { attempt: attempt('open', { url: 'http://g/s', until }), why: undefined }), {
    state: 'Open',
    sessionId: 's',
    url: 'http://g/s',
    expiresAt: at(60),
  })
  const checkout = thisCheckout({ status: open })
  t.strictSame(openStatus(checkout, { attempt: attempt('approved'), why, declines: 3 }), {
    ...open,
    ...why,
    declines: 3,
  })
  const asked = { ...open, captureSentAt: at(10) }
  t.strictSame(openStatus(thisCheckout({ status: asked }), { attempt: attempt('approved'), why: undefined }), asked)
  const { url: _, ...pending } = open
  t.strictSame(openStatus(checkout, { attempt: attempt('pending'), why: undefined }), pending)
})

t.test('a status at the end has no page', async t => {
  const { url: _, ...kept } = open
  const checkout = thisCheckout({ status: open })
  t.strictSame(endStatus(checkout, { state: 'Failed', why }), { ...kept, state: 'Failed', ...why })
  t.strictSame(endStatus(checkout, { state: 'Failed', why, declines: 5 }).declines, 5)
  t.strictSame(endStatus(thisCheckout(), { state: 'Failed', why }), { state: 'Failed', ...why })
})
