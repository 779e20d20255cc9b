import t, { type Test } from 'tap'
import { importFaults, importsOf } from '../../../scripts/house/imports.ts'
import type { Room } from '../../../scripts/house/rooms/rooms.ts'

const rooms: Room[] = [
  { folder: 'hooks', belongs: 'programs', may: ['hooks'] },
  { folder: 'hooks/rules', belongs: 'rules', may: [] },
  { folder: 'hooks/sync', belongs: 'hooks', may: ['rules', 'schema/**', 'kube/api.ts', 'fastify', 'node:*'] },
  { folder: 'hooks/schema', belongs: 'shapes', may: ['schema/**'] },
]

/** The faults of one file of hooks/ with this text. */
function faults(t: Test, folder: string, text: string): string[] {
  return importFaults(t.testdir({ hooks: { [folder]: { 'a.ts': text } } }), rooms)
}

t.test('a file may import from its own folder and from those of its room', async t => {
  const allowed = [
    "import { b } from './b.ts'",
    "import { money } from '../rules/money.ts'",
    "import type { Kind } from '../schema/crd/kind.ts'",
    "import { type KubeApi } from '../kube/api.ts'",
    "import fastify from 'fastify'",
    "import { join } from 'node:path'",
    "import { sign } from 'node:fs/promises'",
  ].join('\n')
  t.strictSame(faults(t, 'sync', allowed), [])
})

t.test('each other import is one sentence', async t => {
  const told = 'hooks/sync/ may import rules, schema/**, kube/api.ts, fastify, node:*'
  const wrong = ['../kube/client.ts', '../rules/box-office/decide.ts', '../../local/config.ts', 'yaml']
  const targets = ['hooks/kube/client.ts', 'hooks/rules/box-office/decide.ts', 'local/config.ts', 'yaml']
  t.strictSame(
    wrong.flatMap(from => faults(t, 'sync', `import { x } from '${from}'`)),
    targets.map(target => `Cannot accept "hooks/sync/a.ts": it must not import "${target}"; ${told}`),
  )
  t.strictSame(faults(t, 'rules', "import { x } from '../sync/order.ts'"), [
    'Cannot accept "hooks/rules/a.ts": it must not import "hooks/sync/order.ts"; hooks/rules/ may import nothing',
  ])
})

t.test('a folder that is no room is a fault', async t => {
  t.strictSame(faults(t, 'new', ''), [
    'Cannot accept "hooks/new/a.ts": its folder must be a room in scripts/house/rooms/rooms.ts',
  ])
})

t.test('every form of import counts, and nothing else', async t => {
  const text = [
    "import { a,\n  b } from './several-lines.ts'",
    "export { c } from '../again.ts'",
    "import './alone.ts'",
    "const later = await import('../later.ts')",
    "const text = 'import x from a text'",
  ].join('\n')
  t.strictSame(importsOf('hooks/sync/a.ts', text), [
    'hooks/sync/several-lines.ts',
    'hooks/again.ts',
    'hooks/sync/alone.ts',
    'hooks/later.ts',
  ])
})

t.test('the project follows the table of its rooms', async t => {
  t.strictSame(importFaults(process.cwd()), [])
})
