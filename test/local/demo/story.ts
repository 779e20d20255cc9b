import t from 'tap'
import { after, paid, shows } from '../../../local/demo/story.ts'

t.strictSame(shows('ls', /a/, /b/), { command: 'ls', shows: [/a/, /b/] })
t.strictSame(after('--for=create x', shows('ls')), { command: 'ls', shows: [], after: '--for=create x' })
t.strictSame(
  paid({ order: 'order-1', namespace: 'conf', gross: '29.90' }, /CONFIRMED/),
  {
    command: "curl -XPOST -d 'custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR' ",
    callback: { namespace: 'conf', body: 'custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR' },
    shows: [/CONFIRMED/],
  },
  'a payment is a callback, shown as curl',
)
