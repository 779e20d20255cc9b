import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { Program } from '../../../local/process/child.ts'
import { chooseEngine } from '../../../local/system/engine.ts'

const { signal } = new AbortController()

t.test('the stand-in is a program of this project', async t => {
  const { program, version } = await chooseEngine({ root: '/project', kubeconfig: '/run/kubeconfig' })
  const { ready, ...rest } = program
  t.strictSame(rest, {
    name: 'metacontroller',
    command: process.execPath,
    args: ['/project/local/metacontroller/main.ts', '--kubeconfig=/run/kubeconfig', '--workers=20'],
  })
  t.equal(version(), 'stand-in')
})

t.test('the stand-in is ready when it logs so', async t => {
  const log = join(t.testdir({ log: '{"msg":"ready"}\n' }), 'log')
  const { program } = await chooseEngine({ root: '/project', kubeconfig: '' })
  const ready = Promise.resolve(program.ready?.({ log, from: 16, signal }))
  appendFileSync(log, 'not JSON\n{"msg":"controller started"}\n{"msg":"ready"}\n')
  await t.resolves(ready)
})

const real = { metacontroller: '/mc', root: '/project', kubeconfig: '/run/kubeconfig' }

t.test('the real one is the given command with the recommended limits, on free ports', async t => {
  const { program } = await chooseEngine(real)
  const { ready, args, ...rest } = program
  const { PATH, HOME } = process.env
  t.strictSame(rest, {
    name: 'metacontroller',
    command: '/mc',
    env: { PATH, HOME, GOGC: '200', GOMEMLIMIT: '1800MiB' },
  })
  t.strictSame(
    args.map(arg => arg.replace(/:\d{5}$/, ':<port>')),
    [
      '--kubeconfig=/run/kubeconfig',
      '--client-go-qps=1000',
      '--client-go-burst=2000',
      '--workers=20',
      '--discovery-interval=5s',
      '--metrics-address=127.0.0.1:<port>',
      '--health-probe-bind-address=127.0.0.1:<port>',
    ],
  )
})

/** Answers /readyz at the address in the arguments of the program. */
async function probe(t: Test, { args }: Program): Promise<void> {
  const server = createServer((request, response) => response.writeHead(request.url === '/readyz' ? 200 : 404).end())
  await once(server.listen(Number(args.at(-1)?.split(':')[1]), '127.0.0.1'), 'listening')
  t.teardown(() => server.close())
}

for (const [logged, told] of [
  ['v4.17.2', 'metacontroller v4.17.2'],
  ['4.17.2', 'metacontroller v4.17.2'],
  ['No version provided', 'metacontroller (version unknown)'],
]) {
  t.test(`the real one is ready when its probe answers, and one that logs "${logged}" is ${told}`, async t => {
    const line = JSON.stringify({ level: 'info', msg: 'Configuration information', version: logged })
    const log = join(t.testdir({ log: `text\n${line}\n` }), 'log')
    const { program, version } = await chooseEngine(real)
    await probe(t, program)
    t.equal(version(), 'metacontroller (version unknown)')
    await program.ready?.({ log, from: 0, signal })
    t.equal(version(), told)
  })
}
