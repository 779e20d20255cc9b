import t from 'tap'
import { delayedStep, paymentStep, shownStep, statusCondition } from '../../../local/demo/story.ts'

t.strictSame(shownStep('ls', /a/, /b/), { command: 'ls', shows: [/a/, /b/] })
t.strictSame(delayedStep('--for=create x', shownStep('ls')), { command: 'ls', shows: [], after: '--for=create x' })
t.strictSame(
  paymentStep({ order: 'order-1', namespace: 'conf', gross: '29.90' }, /CONFIRMED/),
  {
    command: "curl -XPOST -d 'custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR' ",
    callback: { namespace: 'conf', body: 'custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR' },
    shows: [/CONFIRMED/],
  },
  'a payment is a callback, shown as curl',
)
t.equal(
  statusCondition('order/order-1 -n meetup', 'quantity=6'),
  "--for=jsonpath='{.status.quantity}'=6 order/order-1 -n meetup",
)
