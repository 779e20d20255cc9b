import t from 'tap'
import type { LocalConfig } from '../../../local/config.ts'
import type { Program } from '../../../local/process/child.ts'
import { Supervisor } from '../../../local/process/supervisor.ts'
import { optionalNames, startOptional, valuesOf } from '../../../local/system/optional.ts'

const ports = { apiServer: 6443, hooks: 8080, payments: 3000 }
const least: LocalConfig = { folder: '', bin: '', ports, fsync: true, reset: false, help: false }
const all: LocalConfig = { ...least, shop: 3080, gateway: 3090, admission: 8443 }

t.test('the chart gets the values of the programs that the system has, and further values', async t => {
  t.strictSame(valuesOf(least), {})
  t.strictSame(Object.keys(valuesOf({ ...all, values: { backup: { enabled: true } } })), [
    'shop',
    'cashier',
    'admission',
    'backup',
  ])
})

t.test('the names are those of the programs that the system has', async t => {
  t.strictSame(optionalNames(least), ['metacontroller'])
  t.strictSame(optionalNames({ ...least, withoutEngine: true }), [])
  t.strictSame(optionalNames(all), ['shop', 'cashier', 'admission', 'metacontroller'])
})

t.test('it starts the programs that the system has, with each other’s addresses', async t => {
  const started: Program[] = []
  const start = async (program: Program) => void started.push(program)
  const supervisor = Object.assign(new Supervisor({ logs: t.testdirName }), { start })
  const certificate = { data: { 'tls.crt': '', 'tls.key': '', 'ca.crt': '' } }
  const kubectl = async () => ({ code: 0, stdout: JSON.stringify(certificate), stderr: '' })
  const controlPlane = { kubectl, folder: t.testdir(), url: 'https://127.0.0.1:1', ca: 'PEM', supervisor }
  const paymentsUrl = 'http://127.0.0.1:3000'
  t.strictSame(startOptional(controlPlane, { config: least, paymentsUrl }), [])
  const identities = await Promise.all(startOptional(controlPlane, { config: all, paymentsUrl }))
  for (const identity of identities) identity.stop()
  const byName = Object.fromEntries(started.map(({ name, env }) => [name, env]))
  t.strictSame(Object.keys(byName).sort(), ['admission', 'cashier', 'gateway', 'shop'])
  t.match(byName['shop'], { TRIAL_PAYMENTS_URL: paymentsUrl, PAYMENT_PAGES: 'http://127.0.0.1:3090' })
  t.match(byName['cashier'], { STRIPE_API_URL: 'http://127.0.0.1:3090' })
  const [shop] = await Promise.all(startOptional(controlPlane, { config: { ...least, shop: 3080 }, paymentsUrl }))
  shop?.stop()
  t.notMatch(started.at(-1)?.env, { PAYMENT_PAGES: String })
})
