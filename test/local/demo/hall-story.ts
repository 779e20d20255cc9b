import t from 'tap'
import { door, hall, hallRow, messageOf, orderHas } from '../../../local/demo/hall-story.ts'

// test/local/demo/demo.ts compares the real output of its commands, on a real API server.
const sections = [hall, door]

t.strictSame(
  sections.map(({ title }) => title),
  ['10. Three prices, one hall', '11. Limits of a sale'],
)
t.ok(
  sections.every(({ says, steps }) => says.endsWith('.') && steps.length > 0),
  'each section has an introduction and steps',
)
t.notOk(
  sections.some(({ steps }) => steps.some(({ command }) => command.includes('sleep'))),
  'no step sleeps',
)

t.test('the numbers of the hall are compared with the whole table', async t => {
  const table = (row: string) =>
    `NAME   TITLE            CAPACITY   HELD   SOLD   WAITING   LEFT\nhall   The great hall   6          ${row}\n`
  t.match(table('2      4      2         0'), hallRow(2, 4, 2, 0))
  t.notMatch(table('2      4      2         1'), hallRow(2, 4, 2, 0))
})

t.equal(
  orderHas('Waitlisted', 'tim', 'zoe'),
  "--for=jsonpath='{.status.reason}'=Waitlisted order/tim order/zoe -n devdays",
)
t.equal(messageOf('tim'), "kubectl get order tim -o jsonpath='{.status.message}' -n devdays")
