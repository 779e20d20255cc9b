import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, Server } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { root } from '../../../local/config.ts'
import { checkPort, findPorts } from '../../../local/process/ports.ts'

t.test(
  'free ports are different, above those that fetch rejects, below the range of outgoing connections, and can be listened on',
  async t => {
    const busy = createServer().listen(Number((await findPorts(1))[0]) + 1, '127.0.0.1')
    await once(busy, 'listening')
    const ports = (await Promise.all([findPorts(20), findPorts(30)])).flat()
    busy.close()
    t.equal(new Set(ports).size, 50)
    t.ok(ports.every(port => port >= 11000 && port < 32000))
    for (const port of ports) {
      const server = createServer().listen(port, '127.0.0.1')
      await once(server, 'listening')
      server.close()
      await once(server, 'close')
    }
  },
)

t.test('two processes at once find different ports', async t => {
  const script = `import { findPorts } from ${JSON.stringify(join(root, 'local', 'process', 'ports.ts'))}
    console.log(JSON.stringify(await findPorts(70)))
    process.stdin.resume()`
  const searchers = Array.from({ length: 2 }, () => spawn(process.execPath, ['--input-type=module', '--eval', script]))
  const answers = await Promise.all(searchers.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])))
  const found: number[][] = answers.map(answer => JSON.parse(answer))
  for (const searcher of searchers) {
    searcher.stdin.end()
    await once(searcher, 'close')
  }
  const all = [...found.flat(), ...(await findPorts(70))]
  t.equal(new Set(all).size, 210)
  const firsts = all.filter(port => (port - 11_000) % 64 === 0)
  t.strictSame(firsts, [], 'each keeps the first port of its ranges to itself')
})

t.test('a range that another process has is left to it', async t => {
  const [port = 0] = (await findPorts(64)).slice(-1)
  const next = port - ((port - 11_000) % 64) + 64
  const other = createServer().listen(next, '127.0.0.1')
  // Another process may have it already.
  await once(other, 'listening').catch(() => undefined)
  const ports = await findPorts(80)
  other.close()
  t.notOk(ports.some(one => one >= next && one < next + 64))
})

const use = { wantedBy: 'the hook server', variable: 'HOOKS' }

function inUse(port: number): string {
  return `Cannot start the hook server on port "${port}": a process or an outgoing connection uses it; stop that process or set HOOKS to a free port`
}

t.test('a free port passes the check', async t => {
  const [port] = await findPorts(1)
  await t.resolves(checkPort(Number(port), use))
})

t.test('a port that a process listens on is one sentence with its user and its variable', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await t.rejects(checkPort(port, use), { message: inUse(port) })
  server.close()
})

t.test('so is one that an outgoing connection has', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connection = connect((server.address() as AddressInfo).port, '127.0.0.1')
  await once(connection, 'connect')
  const port = Number(connection.localPort)
  await t.rejects(checkPort(port, use), { message: inUse(port) })
  connection.destroy()
  server.close()
})

t.test('a port of the system is one sentence with the ports that are allowed', async t => {
  t.intercept(Server.prototype, 'listen', {
    value(this: Server) {
      process.nextTick(() => this.emit('error', Object.assign(new Error('denied'), { code: 'EACCES' })))
    },
  })
  await t.rejects(checkPort(80, use), {
    message: 'Cannot start the hook server on port "80": you may not listen there; set HOOKS to a port above 1023',
  })
})
