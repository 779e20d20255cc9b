import { once } from 'node:events'
import { createServer } from 'node:net'
import t from 'tap'
import type { LocalConfig } from '../../../local/config.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { checkPorts, comparePorts } from '../../../local/session/wanted-ports.ts'

type Ports = [number, number, number, number, number, number]

const [apiServer, hooks, payments, shop, gateway, admission] = (await findPorts(6)) as Ports
const ports = { apiServer, hooks, payments }
const config: LocalConfig = {
  folder: '',
  bin: '',
  ports,
  shop,
  gateway,
  admission,
  fsync: true,
  reset: false,
  help: false,
}
const { shop: _shop, gateway: _gateway, admission: _admission, ...least } = config

const programs = [
  { port: apiServer, wantedBy: 'the API server', variable: 'KCONFERENCE_API_PORT' },
  { port: hooks, wantedBy: 'the hook server', variable: 'KCONFERENCE_HOOKS_PORT' },
  { port: payments, wantedBy: 'the payment endpoint', variable: 'KCONFERENCE_PAYMENTS_PORT' },
  { port: shop, wantedBy: 'the shop', variable: 'KCONFERENCE_SHOP_PORT' },
  { port: gateway, wantedBy: 'the played gateway', variable: 'KCONFERENCE_GATEWAY_PORT' },
  { port: admission, wantedBy: 'the admission webhook', variable: 'KCONFERENCE_ADMISSION_PORT' },
]

t.test('different ports that are free pass both checks, with the fewest programs too', async t => {
  for (const one of [config, least]) {
    comparePorts(one)
    await t.resolves(checkPorts(one))
  }
})

t.test('two programs with one port are named, with the variable of the second', async t => {
  t.throws(() => comparePorts({ ...least, ports: { ...ports, payments: hooks } }), {
    message: `Cannot start the payment endpoint on port "${hooks}": the hook server has it; set KCONFERENCE_PAYMENTS_PORT to another port`,
  })
  t.throws(() => comparePorts({ ...config, admission: apiServer }), {
    message: `Cannot start the admission webhook on port "${apiServer}": the API server has it; set KCONFERENCE_ADMISSION_PORT to another port`,
  })
})

t.test('a busy port names its program and its variable', async t => {
  for (const { port, wantedBy, variable } of programs) {
    const busy = createServer().listen(port, '127.0.0.1')
    await once(busy, 'listening')
    await t.rejects(checkPorts(config), {
      message: `Cannot start ${wantedBy} on port "${port}": a process or an outgoing connection uses it; stop that process or set ${variable} to a free port`,
    })
    busy.close()
    await once(busy, 'close')
  }
})
