import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'

const project = join(import.meta.dirname, '..', '..')
const script = join(project, 'scripts', 'defects.ts')

const patch = (tests: string, line: string) => `What is wrong with it.
Tests: ${tests}
diff --git a/hooks/sum.ts b/hooks/sum.ts
--- a/hooks/sum.ts
+++ b/hooks/sum.ts
@@ -1,3 +1,3 @@
 export function sum(a: number, b: number): number {
-  return a + b
+  ${line}
 }
`

const tree = {
  'package.json': '{ "type": "module" }',
  '.taprc': 'type-strip-only: true\n',
  '.gitignore': 'node_modules\n.tap\ntemporary\n',
  node_modules: t.fixture('symlink', join(project, 'node_modules')),
  temporary: {},
  hooks: { 'sum.ts': 'export function sum(a: number, b: number): number {\n  return a + b\n}\n' },
}

const sumTest = `import t from 'tap'
import { sum } from '../hooks/sum.ts'
t.test('adds', async t => { t.equal(sum(1, 2), 3, 'one and two are three') })
`

function repository(t: Test, folders: object): string {
  const cwd = t.testdir({ ...tree, ...folders })
  execFileSync('git', ['init', '--quiet'], { cwd })
  return cwd
}

function left(cwd: string): string[] {
  return readdirSync(join(cwd, 'temporary')).filter(name => name.startsWith('kconference-'))
}

function environment(cwd: string): NodeJS.ProcessEnv {
  return { ...process.env, TMPDIR: join(cwd, 'temporary') }
}

function defects(t: Test, folders: object, args: string[] = []) {
  const cwd = repository(t, folders)
  const options = { cwd, env: environment(cwd), encoding: 'utf8' } as const
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], options)
  return { status, stdout, stderr, left: left(cwd) }
}

t.test('a defect that an assertion notices is caught, and no file is left behind', async t => {
  const folder = { 'sum.ts': sumTest, defects: { 'minus.patch': patch('test/sum.ts', 'return a - b') } }
  const { stdout, ...others } = defects(t, { test: folder })
  t.match(
    stdout,
    /^running the tests without any defect\ncaught minus in [0-9]+ s: test\/sum\.ts: one and two are three\n$/,
  )
  t.strictSame(others, { status: 0, stderr: '', left: [] })
  const green = defects(t, { test: folder }, ['--green'])
  t.match(green.stdout, /^caught minus in [0-9]+ s: test\/sum\.ts: one and two are three\n$/)
  t.strictSame([green.status, green.left], [0, []])
})

t.test('a defect that stays green or breaks the tests is missed', async t => {
  const patches = {
    'broken.patch': patch('test/sum.ts', 'return a +'),
    'green.patch': patch('test/sum.ts', 'return b + a'),
    'throws.patch': patch('test/sum.ts', 'return nothing.at(a, b)'),
  }
  t.strictSame(defects(t, { test: { 'sum.ts': sumTest, defects: patches } }), {
    status: 1,
    stdout: [
      'running the tests without any defect',
      'MISSED broken: "test/sum.ts" must fail by an assertion, but could not run',
      'MISSED green: "test/sum.ts" must fail, but stayed green',
      'MISSED throws: "test/sum.ts" must fail by an assertion, but could not run',
      '',
    ].join('\n'),
    stderr: [
      'Cannot accept the tests: 3 of 3 defects went unnoticed; make a test fail for each:',
      'MISSED broken: "test/sum.ts" must fail by an assertion, but could not run',
      'MISSED green: "test/sum.ts" must fail, but stayed green',
      'MISSED throws: "test/sum.ts" must fail by an assertion, but could not run',
      '',
    ].join('\n'),
    left: [],
  })
})

t.test('every defect that does not fit is reported before any test runs', async t => {
  const unfit = patch('test/sum.ts', 'return a').replace('return a + b', 'return a * b')
  const patches = {
    'minus.patch': patch('test/sum.ts', 'return a - b'),
    'old.patch': unfit,
    'older.patch': unfit,
  }
  const why = 'error: patch failed: hooks/sum.ts:1; error: hooks/sum.ts: patch does not apply'
  t.strictSame(defects(t, { test: { 'sum.ts': sumTest, defects: patches } }), {
    status: 1,
    stdout: '',
    stderr: ['old', 'older']
      .map(name => `Cannot apply defect "${name}": it must fit the files as they are: ${why}\n`)
      .join(''),
    left: [],
  })
  const fitting = { 'minus.patch': patch('test/sum.ts', 'return a - b') }
  t.strictSame(defects(t, { test: { 'sum.ts': sumTest, defects: fitting } }, ['--fit']), {
    status: 0,
    stdout: 'every patch fits the files: 1\n',
    stderr: '',
    left: [],
  })
})

t.test('a test that is red without any defect proves nothing', async t => {
  const folder = {
    'sum.ts': sumTest.replace('3,', '4,'),
    defects: { 'minus.patch': patch('test/sum.ts', 'return a - b') },
  }
  t.match(defects(t, { test: folder }), {
    status: 1,
    stderr: 'Cannot check the defects: "test/sum.ts" must be green without any\n',
    left: [],
  })
})

t.test('only the named defects are checked', async t => {
  const patches = {
    'minus.patch': patch('test/sum.ts', 'return a - b'),
    'green.patch': patch('test/sum.ts', 'return b + a'),
  }
  const { status, stdout } = defects(t, { test: { 'sum.ts': sumTest, defects: patches } }, ['minus'])
  t.strictSame([status, stdout.split('\n').length], [0, 3])
})

t.test('--help prints the usage', async t => {
  const { status, stdout } = defects(t, {}, ['--help'])
  t.equal(status, 0)
  t.match(stdout, 'npm run defects [-- NAME…]')
})

t.test('an unknown option is refused', async t => {
  const { status, stderr } = defects(t, {}, ['--all'])
  const must = 'they must be names of patches, --fit, --green or --help'
  t.strictSame([status, stderr], [1, `Cannot read the arguments "--all": ${must}\n`])
})

t.test('stopped in the middle, it leaves no file behind', async t => {
  const cwd = repository(t, {
    test: { 'sum.ts': sumTest, defects: { 'minus.patch': patch('test/sum.ts', 'return a - b') } },
  })
  const child = spawn(process.execPath, [script], { cwd, env: environment(cwd) })
  const said = text(child.stderr)
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  const [status] = await once(child, 'close')
  t.strictSame([status, await said, left(cwd)], [1, 'Cannot check the other defects: stopped by SIGTERM\n', []])
})
