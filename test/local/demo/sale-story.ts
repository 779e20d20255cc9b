import t from 'tap'
import { coupon, free, payment, waiting } from '../../../local/demo/sale-story.ts'

// test/local/demo/demo.ts compares the real output of its commands, on a real API server.
const sections = [waiting, free, payment, coupon]

t.strictSame(
  sections.map(({ title }) => title),
  [
    '3. An order waits for its payment',
    '4. A free event needs no payment',
    '5. The gateway reports a payment',
    '6. A coupon',
  ],
)
t.ok(
  sections.every(({ says, steps }) => says.endsWith('.') && steps.length > 0),
  'each section has an introduction and steps',
)
t.notOk(
  sections.some(({ steps }) => steps.some(({ command }) => command.includes('sleep'))),
  'no step sleeps',
)
