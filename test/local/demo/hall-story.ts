import t from 'tap'
import { door, hall, hallRow, messageOf, orderHas } from '../../../local/demo/hall-story.ts'
import { checkSections } from '../../fixtures/demo/check-sections.ts'

checkSections(t, [hall, door], ['10. Three prices, one hall', '11. Limits of a sale'])

t.test('the numbers of the hall are compared with the whole table', async t => {
  const table = (row: string) =>
    `NAME   TITLE            CAPACITY   HELD   SOLD   WAITING   LEFT   AGE\nhall   The great hall   6          ${row}      2m10s\n`
  t.match(table('2      4      2         0'), hallRow(2, 4, 2, 0))
  t.notMatch(table('2      4      2         1'), hallRow(2, 4, 2, 0))
})

t.equal(
  orderHas('Waitlisted', 'tim', 'zoe'),
  "--for=jsonpath='{.status.reason}'=Waitlisted order/tim order/zoe -n devdays",
)
t.equal(messageOf('tim'), "kubectl get order tim -o jsonpath='{.status.message}' -n devdays")
