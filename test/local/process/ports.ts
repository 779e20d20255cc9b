import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import t from 'tap'
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

t.test('a free port passes the check', async t => {
  const [port] = await findPorts(1)
  await t.resolves(checkPort(Number(port), { wantedBy: 'the hook server', variable: 'HOOKS' }))
})

t.test('a busy port is one sentence with the port, its user and the variable that changes it', async t => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  await t.rejects(checkPort(port, { wantedBy: 'the hook server', variable: 'HOOKS' }), {
    message: `Cannot start the hook server on 127.0.0.1, port "${port}": nothing else may listen there; stop that process or set HOOKS to a free port`,
  })
  server.close()
})
