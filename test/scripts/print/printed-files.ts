import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { printedFaults, staleFaults, writePrinted } from '../../../scripts/print/printed-files.ts'

const files = new Map([
  ['crds/order.yaml', 'kind: Order\n'],
  ['metacontroller/order.yaml', 'kind: CompositeController\n'],
])

t.test('what was written is what is expected', async t => {
  const root = t.testdir({})
  writePrinted(files, root)
  t.equal(readFileSync(join(root, 'crds', 'order.yaml'), 'utf8'), 'kind: Order\n')
  t.strictSame(printedFaults(files, root), [])
})

t.test('a file that differs, one that is missing and one that nobody prints are faults', async t => {
  const root = t.testdir({ crds: { 'order.yaml': 'kind: Order\n# edited\n', 'ticket.yaml': 'kind: Ticket\n' } })
  t.strictSame(printedFaults(files, root), [
    'Cannot accept "crds/order.yaml": it must be what "npm run print" writes; run it and commit',
    'Cannot accept "metacontroller/order.yaml": it must be what "npm run print" writes; run it and commit',
    'Cannot accept "crds/ticket.yaml": it must be printed or removed, because nothing prints it',
  ])
})

t.test('where only one file is printed, the others of its folder do not matter', async t => {
  const root = t.testdir({ crds: { 'order.yaml': 'kind: Order\n', 'ticket.yaml': 'kind: Ticket\n' } })
  t.strictSame(staleFaults(new Map([['crds/order.yaml', 'kind: Order\n']]), root), [])
  t.strictSame(staleFaults(new Map([['crds/order.yaml', '']]), root), [
    'Cannot accept "crds/order.yaml": it must be what "npm run print" writes; run it and commit',
  ])
})
