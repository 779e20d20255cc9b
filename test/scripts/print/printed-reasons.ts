import t from 'tap'
import { printedReasons } from '../../../scripts/print/printed-reasons.ts'

t.test('each place has a table of its reasons', async t => {
  const reasons = [
    { reason: 'Waitlisted', means: 'It waits.', todo: 'Wait.' },
    { reason: 'Sold', means: 'It is sold.' },
  ]
  const text = printedReasons([{ where: 'Order', reasons }]).get('docs/reasons.md') ?? ''
  const table = [
    '## Order',
    '',
    '| reason | meaning | next step |',
    '| --- | --- | --- |',
    '| Waitlisted | It waits. | Wait. |',
    '| Sold | It is sold. |  |',
    '',
  ]
  t.equal(text.slice(text.indexOf('## ')), table.join('\n'))
  t.match(text, /^# Reasons\n/)
})
