import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { printedFaults, staleFaults, writePrinted } from '../../../scripts/print/printed-files.ts'

const files = new Map([
  ['crds/order.yaml', 'kind: Order\n'],
  ['metacontroller/order.yaml', 'kind: CompositeController\n'],
])

t.test('written files have no faults', async t => {
  const root = t.testdir({})
  writePrinted(files, root)
  t.equal(readFileSync(join(root, 'crds', 'order.yaml'), 'utf8'), 'kind: Order\n')
  t.strictSame(printedFaults(files, root), [])
})

t.test('a file that differs, one that is missing and one that nothing prints are faults', async t => {
  const root = t.testdir({ crds: { 'order.yaml': 'kind: Order\n# edited\n', 'ticket.yaml': 'kind: Ticket\n' } })
  t.strictSame(printedFaults(files, root), [
    'Cannot accept "crds/order.yaml": it must equal the output of "npm run print"; run that and commit it',
    'Cannot accept "metacontroller/order.yaml": it must equal the output of "npm run print"; run that and commit it',
    'Cannot accept "crds/ticket.yaml": it must be printed or removed, because nothing prints it',
  ])
})

t.test('the other files of a folder do not matter if only one file is checked', async t => {
  const root = t.testdir({ crds: { 'order.yaml': 'kind: Order\n', 'ticket.yaml': 'kind: Ticket\n' } })
  t.strictSame(staleFaults(new Map([['crds/order.yaml', 'kind: Order\n']]), root), [])
  t.strictSame(staleFaults(new Map([['crds/order.yaml', '']]), root), [
    'Cannot accept "crds/order.yaml": it must equal the output of "npm run print"; run that and commit it',
  ])
})
