import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { run } from '../../../local/process/run.ts'
import { keepIdentity } from '../../../local/system/identity.ts'
import { install } from '../../../local/system/install.ts'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(300_000)
const system = await startTestSystem(t)

const text = await readFile(join(root, 'docs', 'payments.md'), 'utf8')
const [, chapter = ''] = text.split('## Recording a bank transfer')
const [, role = ''] = /```yaml\n(.*?)```/s.exec(chapter) ?? []
const [, commands = ''] = /```sh\n(.*?)```/s.exec(chapter) ?? []

t.test('a bank transfer is recorded by the documented commands, with the documented rights', async t => {
  const shop = await openShop(system, 'cloudconf2020')
  await shop.apply('Order', 'order-1', { planRef: 'standard', price: 29.9 })
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  await system.kubectl(['apply', '--filename=-'], role)
  await shop.kubectl('create', 'serviceaccount', 'cashier')
  await shop.kubectl(
    'create',
    'rolebinding',
    'bank-transfers',
    '--role=bank-transfers',
    '--serviceaccount=cloudconf2020:cashier',
  )
  const manualPayments = { users: ['system:serviceaccount:cloudconf2020:cashier'] }
  await install(system, { root, bin, hooksUrl: system.hooksUrl, values: { policies: { manualPayments } } })
  const cashier = await keepIdentity(system, { name: 'cashier', namespace: 'cloudconf2020', client: 'client-go' })
  t.teardown(() => cashier.stop())

  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: system.folder, KUBECONFIG: cashier.kubeconfig }
  const record = () => run('/bin/sh', { args: ['-c', commands], env })
  const name = 'manual-statement-2026-11-20-17'
  // The API server takes up a changed policy within a second or so, and nothing tells when.
  const trial = commands.replace('kubectl create', 'kubectl create --dry-run=server')
  while ((await run('/bin/sh', { args: ['-c', trial], env })).code !== 0) t.comment('the policy is not in force yet')
  t.match(await record(), { code: 0, stdout: `payment.app.corley.it/${name} created\n`, stderr: '' })
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', paid: '29.90', quantity: 1 })
  t.match(await record(), { code: 1, stderr: /already exists/ })
  t.match(await shop.list('payments'), [{ metadata: { name }, spec: { provider: 'MANUAL', gross: '29.90' } }])
})
