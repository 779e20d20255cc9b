import { chmodSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { checkGo, runGo } from '../../../local/tools/go.ts'

const { signal } = new AbortController()
const wanted = 'Go 1.26.0 or newer must be installed and in PATH, see https://go.dev/doc/install'

/** A command that replaces Go. */
function fakeGo(t: Test, script: string): { folder: string; command: string; signal: AbortSignal } {
  const folder = t.testdir({ go: `#!/bin/sh\n${script}\n` })
  const command = join(folder, 'go')
  chmodSync(command, 0o755)
  return { folder, command, signal }
}

t.test('the version of the installed Go is returned', async t => {
  t.match(await checkGo({ folder: t.testdir(), command: 'go', signal }, '1.21'), /^\d+\.\d+/)
})

t.test('Go of the wanted version or a newer one is accepted', async t => {
  for (const version of ['1.26.0', '1.26.8', '1.27', '2.0', '1.26.0-custom', '1.100.1']) {
    const go = fakeGo(t, `echo go${version}`)
    t.equal(await checkGo(go, '1.26.0'), version.replace('-custom', ''))
  }
  t.equal(await checkGo(fakeGo(t, 'echo go1.26'), '1.26.0'), '1.26')
})

t.test('an older Go is one sentence with the version to install', async t => {
  for (const version of ['1.25.9', '1.9', '0.99.9']) {
    const go = fakeGo(t, `echo go${version}`)
    await t.rejects(checkGo(go, '1.26.0'), { message: `Cannot use "${go.command}" of version "${version}": ${wanted}` })
  }
})

t.test('a Go without the third number is older than one with it', async t => {
  const go = fakeGo(t, 'echo go1.26')
  await t.rejects(checkGo(go, '1.26.1'), {
    message: `Cannot use "${go.command}" of version "1.26": ${wanted.replace('1.26.0', '1.26.1')}`,
  })
})

t.test('a missing Go is one sentence with the version to install', async t => {
  const folder = t.testdir()
  await t.rejects(checkGo({ folder, command: '/nowhere/go', signal }, '1.26.0'), {
    message: `Cannot find "/nowhere/go": ${wanted}`,
  })
})

t.test('a command that is not Go is quoted', async t => {
  const silent = fakeGo(t, 'echo gone; exit 1')
  await t.rejects(checkGo(silent, '1.26.0'), {
    message: `Cannot find "${silent.command}": ${wanted}; it answered "gone"`,
  })
  const other = fakeGo(t, 'echo a game')
  await t.rejects(checkGo(other, '1.26.0'), {
    message: `Cannot find "${other.command}": ${wanted}; it answered "a game"`,
  })
})

t.test('flags, targets and toolchains of the user do not reach Go; its proxy does', async t => {
  const mine = { GOFLAGS: '-mod=vendor', GOTOOLCHAIN: 'go1.25.0', GOOS: 'plan9', GOARCH: 'arm', GOPROXY: 'off' }
  const before = { ...process.env }
  Object.assign(process.env, mine)
  t.teardown(() => {
    process.env = before
  })
  const go = fakeGo(t, 'echo "$GOFLAGS,$GOTOOLCHAIN,$GOOS,$GOARCH,$GOPROXY,$CGO_ENABLED,$GOWORK"; echo err >&2; exit 5')
  const lines: string[] = []
  t.equal(await runGo(go, { args: [], onLine: line => lines.push(line) }), 5)
  t.strictSame(lines.sort(), ['-mod=readonly,local,,,off,0,off', 'err'])
})

t.test('an abort ends it', async t => {
  const go = fakeGo(t, 'echo started; exec sleep 60')
  const stop = new AbortController()
  const running = runGo({ ...go, signal: stop.signal }, { args: [], onLine: () => stop.abort() })
  await t.rejects(running, { name: 'AbortError' })
  await t.rejects(checkGo({ ...go, signal: stop.signal }, '1.26.0'), { name: 'AbortError' })
})
