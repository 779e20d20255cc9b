import t from 'tap'
import {
  Checkout,
  CheckoutSpec,
  CheckoutStatus,
  checkoutKind,
  checkoutProviders,
  checkoutStates,
  newCheckout,
} from '../../../hooks/schema/money/checkout.ts'
import { aCheckout } from '../../fixtures/objects.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const { columns, spec, status, selectable, isSpecWhole } = checkoutKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['order', 'string', '.spec.orderRef', undefined],
    ['state', 'string', '.status.state', undefined],
    ['amount', 'string', '.spec.amount', undefined],
    ['currency', 'string', '.spec.currency', undefined],
    ['provider', 'string', '.spec.provider', undefined],
    ['age', 'date', '.metadata.creationTimestamp', undefined],
    ['returned', 'boolean', '.spec.returned', 1],
    ['reason', 'string', '.status.reason', 1],
    ['expires', 'string', '.status.expiresAt', 1],
    ['session', 'string', '.status.sessionId', 1],
  ],
  'columns: the order, the state and the amount; neither the link of the buyer nor the page of the gateway',
)
t.strictSame([spec, isSpecWhole], [CheckoutSpec, undefined], 'the shop changes one field of the spec later')
t.strictSame(selectable, ['.spec.orderRef'], 'the checkouts of one order can be listed')
t.match(status, { default: newCheckout }, 'a new checkout waits for the cashier')
t.equal(misfit(CheckoutStatus, newCheckout), undefined)
t.strictSame(checkoutStates, ['Requested', 'Open', 'Paid', 'Expired', 'Failed'])
t.strictSame(checkoutProviders, ['STRIPE', 'PAYPAL'])
for (const provider of checkoutProviders) t.equal(misfit(Checkout, aCheckout({ provider })), undefined, provider)

const open: CheckoutStatus = {
  state: 'Open',
  reason: 'Declined',
  message: 'The gateway declined the payment; try another way to pay',
  sessionId: 'cs_test_a1b2',
  url: 'http://127.0.0.1:3070/c/pay/cs_test_a1b2#fid',
  expiresAt: '2026-11-20T08:30:00Z',
  declines: 1,
  captureSentAt: '2026-11-20T08:10:00Z',
}
t.equal(misfit(Checkout, aCheckout({ language: 'de', returned: true, status: open })), undefined, 'with every field')
t.equal(misfit(Checkout, aCheckout({ returnTo: 'http://[::1]:3080' })), undefined, 'a host may be an address')
for (const [changed, fault] of [
  [{ amount: '-1.00' }, /^it\/spec\/amount must match pattern/],
  [{ amount: '29,90' }, /^it\/spec\/amount must match pattern/],
  [{ returnTo: '/conf/orders/order-1' }, /^it\/spec\/returnTo must match pattern/],
  [{ returnTo: 'javascript:alert(1)' }, /^it\/spec\/returnTo must match pattern/],
  [{ returnTo: 'https://shop@evil.example.com/' }, /^it\/spec\/returnTo must match pattern/],
  [{ returnTo: 'https://tickets.example.com/a b' }, /^it\/spec\/returnTo must match pattern/],
  [{ status: { ...open, url: 'about:blank' } }, /^it\/status\/url must match pattern/],
] as const)
  t.match(misfit(Checkout, aCheckout(changed)), fault, JSON.stringify(changed))
