import t from 'tap'
import { runShop } from '../../../hooks/http/shop/run.ts'
import { findPorts } from '../../../local/process/ports.ts'
import { startTestKinds } from '../../fixtures/cluster/kinds.ts'
import { type EventSource, openEvents } from '../../fixtures/shop/event-source.ts'
import { aKey } from '../../fixtures/shop/keys.ts'

const apiVersion = 'app.corley.it/v1'
const namespace = 'cloudconf'
const held = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'AwaitingPayment',
  total: '59.80',
  paid: '0.00',
  currency: 'EUR',
  expiresAt: '2999-11-20T08:00:00Z',
}

/** The next event whose data contains a text; undefined if the stream ends before. */
async function untilShown(events: EventSource, text: string): Promise<string | undefined> {
  for (;;) {
    const event = await events.next()
    if (event === undefined || event.data?.includes(text)) return event?.data
  }
}

t.test('a person orders, changes and cancels, and the page follows, on a real API server', async t => {
  const { controlPlane } = await startTestKinds(t)
  const { kubeconfig } = controlPlane
  const kubectl = async (args: string[], input?: object) => {
    const { code, stdout, stderr } = await controlPlane.kubectl(args, input && JSON.stringify(input))
    t.equal(code, 0, stderr)
    return stdout
  }
  const patchStatus = (kind: string, name: string, status: object) =>
    kubectl([
      ...['patch', kind, name, `--namespace=${namespace}`, '--subresource=status', '--type=merge'],
      `--patch=${JSON.stringify({ status })}`,
    ])
  const create = (kind: string, name: string, spec: object) =>
    kubectl(['create', '--filename=-'], { apiVersion, kind, metadata: { name, namespace }, spec })
  await kubectl(['create', 'namespace', namespace])
  await create('Conference', namespace, {
    title: 'CloudConf',
    startsAt: '2999-03-19T09:00:00Z',
    timeZone: 'Europe/Rome',
  })
  const ready = { type: 'Ready', status: 'True', reason: 'NamespaceActive', message: '' }
  const conditions = [{ ...ready, lastTransitionTime: '2026-11-20T08:00:00Z' }]
  await patchStatus('conference', namespace, { conditions })
  await create('Plan', 'standard', { title: 'Standard', price: 29.9, capacity: 10, maxHoldMinutes: 60 })

  const [port, metricsPort] = (await findPorts(2)) as [number, number]
  const keys = t.testdir({ 1: aKey('1').bytes.toString('base64') })
  const shopUrl = `http://127.0.0.1:${port}`
  const listening = { host: '127.0.0.1', port, metricsPort, drainMs: 0, logLevel: 'silent' as const }
  await runShop({ ...listening, kubeconfig, shopUrl, linkKeys: keys, ticketKeys: keys, trustedProxies: [] })
  t.teardown(() => process.emit('SIGTERM'))
  while ((await fetch(`${shopUrl}/readyz`)).status !== 200);

  const post = async (path: string, fields: Record<string, string>) => {
    const headers = { 'sec-fetch-site': 'same-origin' }
    const body = new URLSearchParams(fields)
    const answer = await fetch(shopUrl + path, { method: 'POST', headers, redirect: 'manual', body })
    return [answer.status, answer.headers.get('location')]
  }
  const page = await (await fetch(`${shopUrl}/${namespace}?lang=it`)).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const person = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.org' }
  const fields = { plan: 'standard', quantity: '2', ...person, token, 'price.standard': '29.90 EUR' }
  const placed = await Promise.all([post(`/${namespace}/orders`, fields), post(`/${namespace}/orders`, fields)])
  t.strictSame(placed[0], placed[1], 'a double click is one order')
  const path = `${placed[0]?.[1]}`
  const name = path.split('/')[3] ?? ''
  const readSpec = async (kind: string) =>
    JSON.parse(await kubectl(['get', kind, name, `--namespace=${namespace}`, '--output=jsonpath={.spec}']))
  t.strictSame(await readSpec('order'), { planRef: 'standard', price: 29.9, quantity: 2 })
  t.strictSame(await readSpec('buyer'), { orderRef: name, ...person, language: 'en' })

  const events = await openEvents(`${shopUrl}${path}/events`)
  t.match(await untilShown(events, 'reserving'), name)
  await patchStatus('order', name, held)
  t.match(await untilShown(events, 'data-state=\\"held\\"'), '59.80')
  t.strictSame(await post(`${path}/quantity`, { quantity: '3' }), [303, path])
  t.strictSame(await post(`${path}/more-time`, {}), [303, path])
  t.match(await readSpec('order'), { quantity: 3, holdUntil: '2999-11-20T08:15:00Z' })
  t.strictSame(await post(`${path}/cancel`, {}), [303, path])
  t.ok(await untilShown(events, 'data-state=\\"cancelled\\"'))
  await kubectl(['delete', 'order', name, `--namespace=${namespace}`])
  t.equal(await untilShown(events, 'nothing'), undefined, 'the stream ends with its order')
  t.equal((await fetch(shopUrl + path)).status, 404)
})
