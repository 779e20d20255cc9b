import { existsSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../../../local/config.ts'
import { walkthrough } from '../../../local/demo/walkthrough.ts'

const steps = walkthrough.flatMap(section => section.steps)

t.strictSame(
  walkthrough.map(({ title }) => title),
  [
    '1. A conference and its namespace',
    '2. A plan',
    '3. An order waits for its payment',
    '4. A free event needs no payment',
    '5. The gateway reports a payment',
    '6. A coupon',
    '6b. The attendee',
    '7. Limits',
    '8. The end of a conference',
    '9. Seats',
    '10. Three prices, one hall',
    '11. Limits of a sale',
    '12. More time, and an offer from the waitlist',
  ],
  'the story has this order',
)

t.test('every step has an expected output, and every file it names exists', async t => {
  for (const { command, shows = [] } of steps) {
    t.not(shows.length, 0, command)
    for (const [file] of command.matchAll(/examples\/[\w.-]+/g)) t.ok(existsSync(join(root, file)), file)
  }
})
