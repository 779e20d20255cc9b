import t from 'tap'
import { placeTable } from '../../../scripts/print/place-table.ts'

const table = {
  name: 'rooms',
  source: 'rooms.ts',
  columns: ['folder', 'what'],
  rows: [
    ['`a/`', 'one'],
    ['`b/`', ''],
  ],
}
const start = '<!-- rooms: printed from rooms.ts by `npm run print` -->'

t.test('a table replaces the old one, and the rest of the document stays', async t => {
  const root = t.testdir({ 'DOC.md': `before\n${start}\n\nan outdated table\n\n<!-- /rooms -->\nafter\n` })
  const rows = '| folder | what |\n| --- | --- |\n| `a/` | one |\n| `b/` |  |\n'
  const expected = `before\n${start}\n\n${rows}\n<!-- /rooms -->\nafter\n`
  t.equal(placeTable(root, 'DOC.md', table), expected)
})

t.test('without a place for the table it fails with one sentence', async t => {
  const root = t.testdir({ 'DOC.md': `<!-- /rooms -->\n${start}\n` })
  const message = `Cannot print "DOC.md": it must have a line "${start}" and one "<!-- /rooms -->"`
  t.throws(() => placeTable(root, 'DOC.md', table), new Error(message))
})
