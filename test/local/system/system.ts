import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import t from 'tap'
import { bin } from '../../../local/config.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { run } from '../../../local/process/run.ts'
import { startSystem } from '../../../local/system/system.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { isAlive } from '../../fixtures/process.ts'

const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'hooks', 'box-office', 'payments', 'metacontroller']

t.test('with a system', async t => {
  const system = await startTestSystem(t)
  const { folder, kubectl, supervisor } = system

  t.test('it names its engine', async t => {
    const expected = process.env['METACONTROLLER']
      ? /^metacontroller (v\d+\.\d+\.\d+|\(version unknown\))$/
      : /^stand-in$/
    t.match(system.engine, expected)
  })

  t.test('both servers answer at their URLs', async t => {
    t.equal((await fetch(`${system.hooksUrl}/readyz`)).status, 200)
    t.equal((await fetch(`${system.paymentsUrl}/readyz`)).status, 200)
  })

  t.test('the chart is installed by helm, with the address of the hooks', async t => {
    const { stdout } = await run(join(bin, 'helm'), {
      args: ['list', '--namespace=kconference-system', '--output=json', `--kubeconfig=${system.kubeconfig}`],
    })
    t.match(JSON.parse(stdout), [{ name: 'kconference', status: 'deployed' }])
    const url = await kubectl(['get', 'compositecontrollers', '-o', 'jsonpath={.items[*].spec.hooks.sync.webhook.url}'])
    t.strictSame(
      url.stdout.split(' ').sort(),
      ['conference', 'order'].map(kind => `${system.hooksUrl}/sync/${kind}`),
    )
  })

  t.test('the programs and the engine have the tokens of their ServiceAccounts, and only their rights', async t => {
    const as = (account: string, ...args: string[]) => {
      const token = readFileSync(join(folder, 'identities', `${account}.token`), 'utf8')
      const trust = `--certificate-authority=${join(folder, 'certificates', 'apiserver.crt')}`
      return kubectl([`--token=${token}`, '--kubeconfig=/dev/null', `--server=${system.url}`, trust, ...args])
    }
    const whoami = ['auth', 'whoami', '-o', 'jsonpath={.status.userInfo.username}']
    t.match(await as('metacontroller', ...whoami), { stdout: 'system:serviceaccount:metacontroller:metacontroller' })
    t.match(await as('kconference-payments', ...whoami), {
      stdout: 'system:serviceaccount:kconference-system:kconference-payments',
    })
    t.match(await as('kconference-box-office', ...whoami), {
      stdout: 'system:serviceaccount:kconference-system:kconference-box-office',
    })
    t.match(await as('kconference-box-office', 'auth', 'can-i', 'create', 'reservations.app.corley.it', '-A'), {
      stdout: 'yes\n',
    })
    t.match(await as('kconference-box-office', 'auth', 'can-i', 'create', 'payments.app.corley.it', '-A'), {
      stdout: 'no\n',
    })
    t.match(await as('kconference-payments', 'auth', 'can-i', 'create', 'payments.app.corley.it', '-A'), {
      stdout: 'yes\n',
    })
    t.match(await as('kconference-payments', 'auth', 'can-i', 'list', 'secrets', '-A'), { stdout: 'no\n' })
    t.match(await as('metacontroller', 'auth', 'can-i', 'delete', 'payments.app.corley.it', '-A'), { stdout: 'no\n' })
  })

  t.test(
    'the hooks have no credentials',
    { skip: !existsSync('/proc') && 'only Linux shows an environment' },
    async t => {
      const environment = readFileSync(`/proc/${supervisor.pid('hooks')}/environ`, 'utf8')
        .split('\0')
        .filter(variable => variable !== '' && !/^(_TAPJS|NODE_OPTIONS)/.test(variable))
      t.strictSame(environment.map(variable => variable.split('=')[0]).sort(), [
        'HOST',
        'LOG_LEVEL',
        'METRICS_PORT',
        'PORT',
      ])
    },
  )

  t.test(
    'each process can be killed and started again while the others go on, and the next conference gets its namespace',
    async t => {
      for (const name of names) {
        const before = new Map(names.map(other => [other, supervisor.pid(other)]))
        await supervisor.restart(name)
        for (const other of names) t.equal(supervisor.pid(other) === before.get(other), other !== name)
        const conference = `after-${name}`
        const manifest = {
          apiVersion: 'app.corley.it/v1',
          kind: 'Conference',
          metadata: { name: conference },
          spec: { title: name },
        }
        t.match(await kubectl(['apply', '-f', '-'], JSON.stringify(manifest)), { code: 0 })
        t.match(await kubectl(['wait', '--for=create', `namespace/${conference}`, '--timeout=60s']), { code: 0 })
      }
    },
  )

  t.test('after its stop nothing runs', async t => {
    const pids = names.map(name => supervisor.pid(name))
    await system.stop()
    t.notOk(pids.some(isAlive))
  })
})

t.test('a system can refuse orders when they are placed, have a shop and a cashier, and lack an engine', async t => {
  const system = await startTestSystem(t, { admission: true, shop: true, cashier: true, withoutEngine: true })
  t.equal(system.engine, 'none')
  t.equal(system.supervisor.pid('metacontroller'), undefined)
  const url = ['get', 'validatingwebhookconfigurations', '-o', 'jsonpath={.items[*].webhooks[*].clientConfig.url}']
  t.match(await system.kubectl(url), { stdout: /^https:\/\/127\.0\.0\.1:\d+\/admission\/orders$/ })
  t.equal((await fetch(`${system.shopUrl}/readyz`)).status, 200)
  t.equal((await fetch(`${system.gatewayUrl}/control/books`)).status, 200)
  const pids = ['admission', 'shop', 'gateway', 'cashier'].map(name => system.supervisor.pid(name))
  t.ok(pids.every(isAlive))
  await system.stop()
  t.notOk(pids.some(isAlive), 'stopped like the others')
})

t.test('a system whose hooks do not start leaves nothing behind', async t => {
  const [apiServer, hooks, payments] = (await findPorts(3)) as [number, number, number]
  const busy = createServer().listen(hooks, '127.0.0.1')
  await once(busy, 'listening')
  t.teardown(() => busy.close())
  const folder = t.testdir()
  const config = { folder, bin, ports: { apiServer, hooks, payments }, fsync: false, reset: false, help: false }
  const { signal } = new AbortController()
  await t.rejects(startSystem(config, { signal, log: line => t.comment(line) }), { message: /^Cannot run "hooks"/ })
  t.notMatch(execFileSync('ps', ['-e', '-o', 'args='], { encoding: 'utf8' }), folder)
})
