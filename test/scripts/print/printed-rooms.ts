import t from 'tap'
import { rooms } from '../../../scripts/house/rooms/rooms.ts'
import { printedRooms } from '../../../scripts/print/printed-rooms.ts'

const [start, end] = ['<!-- rooms: printed from scripts/house/rooms/rooms.ts by `npm run print` -->', '<!-- /rooms -->']

t.test('ARCHITECTURE.md gets a row for each room, and keeps the rest', async t => {
  const root = t.testdir({ 'ARCHITECTURE.md': `before\n${start}\nan outdated table\n${end}\nafter\n` })
  const text = printedRooms(root).get('ARCHITECTURE.md') ?? ''
  const lines = text.split('\n')
  t.strictSame([lines[0], lines.at(-2), text.includes('outdated')], ['before', 'after', false])
  t.equal(lines.filter(line => line.startsWith('| `hooks/')).length, rooms.length)
  t.match(text, '| `hooks/rules/order/` | the standing of an order, and its desired tickets | `rules` |')
  t.match(text, /\| `hooks\/box-office\/collections\/` \| .* \| nothing \|/)
})

t.test('without a place for the table it fails with one sentence', async t => {
  const root = t.testdir({ 'ARCHITECTURE.md': 'nothing\n' })
  const message = `Cannot print "ARCHITECTURE.md": it must have a line "${start}" and one "${end}"`
  t.throws(() => printedRooms(root), new Error(message))
})
