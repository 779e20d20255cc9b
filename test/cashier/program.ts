import t, { type Test } from 'tap'
import { type Cashier, startCashier } from '../../hooks/cashier/program.ts'
import type { WatchListener } from '../../hooks/kube/watch/list-watch.ts'
import { cancelledOrder, playRefund } from '../fixtures/cashier/played-refund.ts'
import { at, playCashierTools, thisCheckout, thisHold, thisOrder } from '../fixtures/cashier/played-tools.ts'
import { aNamespace, aPlan } from '../fixtures/objects.ts'

const own = '/apis/app.corley.it/v1'

/** A cashier whose watches and alarm a test plays. */
async function playCashier(t: Test, played: Awaited<ReturnType<typeof playCashierTools>>) {
  const { tools } = played
  const listeners = new Map<string, WatchListener>()
  let alarm: (() => void) | undefined
  const cashier: Cashier = startCashier({
    ...{ api: tools.api, gateways: tools.gateways, counters: tools.counters, log: tools.log },
    ...{ instance: 'cashier-1', home: 'tickets', refundsPerHour: 5 },
    clock: {
      now: tools.now,
      schedule(_ms, run) {
        alarm = run
      },
    },
    watch: ({ path, listener, signal }) => {
      listeners.set(path, listener)
      return new Promise(resolve => signal.addEventListener('abort', () => resolve()))
    },
  })
  t.teardown(() => cashier.stop())
  const listener = (path: string) => listeners.get(path) as WatchListener
  /** Lists the stored objects of a path. */
  function list(path: string, objects: { metadata: object }[]): void {
    listener(path).onListStart()
    listener(path).onPage(objects.map(one => ({ ...one, metadata: { resourceVersion: '1', ...one.metadata } })))
    listener(path).onListEnd(1n)
    listener(path).onConnection(true)
  }
  /** Lets visits go on until something holds. */
  async function until(holds: () => boolean): Promise<void> {
    const patience = AbortSignal.timeout(20_000)
    while (!holds()) {
      patience.throwIfAborted()
      await new Promise(resolve => setImmediate(resolve))
      const run = alarm
      alarm = undefined
      run?.()
    }
  }
  return { cashier, list, listener, until }
}

t.test('a checkout is opened once everything was listed', async t => {
  const played = await playCashierTools(t, [
    aPlan(),
    thisOrder(),
    thisHold(),
    thisCheckout(),
    thisCheckout({ name: 'order-1-2' }),
  ])
  const { cashier, list, listener, until } = await playCashier(t, played)
  list(`${own}/checkouts`, [thisCheckout(), thisCheckout({ name: 'order-1-2' })])
  listener(`${own}/checkouts`).onDelete({ metadata: { namespace: 'conf', name: 'order-1-2', resourceVersion: '2' } })
  for (const plural of ['plans', 'orders', 'refunds']) list(`${own}/${plural}`, [])
  t.strictSame(cashier.readiness(), { isReady: false, away: ['/api/v1/namespaces'] })
  t.strictSame(played.api.calls, [], 'a namespace that is not listed would seem to be gone')
  list('/api/v1/namespaces', [aNamespace()])
  t.strictSame(cashier.readiness(), { isReady: true, away: [] })
  await until(() => played.checkout().status?.state === 'Open')
  t.match(cashier.openObjects(), [{ kind: 'Checkout', state: 'Requested', count: 1 }])
  t.equal(played.api.find('Checkout', 'order-1-2').status?.state, 'Requested', 'it was deleted before')
  const isRead = () => played.api.calls.filter(call => call === 'get Order').length === 2
  played.wait(30_000)
  await until(isRead)
  const changed = { ...played.checkout(), status: { state: 'Paid' }, metadata: { ...played.checkout().metadata } }
  listener(`${own}/checkouts`).onChange(changed)
  t.strictSame(cashier.openObjects(), [])
  await cashier.stop()
  await cashier.ended
})

t.test('an open checkout that is deleted with its order takes no money any more', async t => {
  const played = await playCashierTools(t)
  const { list, listener, until } = await playCashier(t, played)
  for (const plural of ['plans', 'orders', 'refunds']) list(`${own}/${plural}`, [])
  list('/api/v1/namespaces', [aNamespace()])
  list(`${own}/checkouts`, [thisCheckout()])
  await until(() => played.checkout().status?.state === 'Open')
  const { metadata } = played.checkout()
  listener(`${own}/checkouts`).onChange(played.checkout())
  played.api.remove('Checkout', 'order-1-1')
  listener(`${own}/checkouts`).onDelete({ metadata })
  await until(() => Object.values(played.gateway.control.books.sessions).some(({ isExpired }) => isExpired))
  t.pass('its session is expired')
})

t.test('money that is due goes back, and counts against the limit of the hour', async t => {
  const played = await playRefund(t)
  const { cashier, list, until } = await playCashier(t, played)
  for (const plural of ['plans', 'refunds', 'checkouts']) list(`${own}/${plural}`, [])
  list(`${own}/orders`, [cancelledOrder()])
  played.api.remove('Refund', 'pay-1-1')
  list('/api/v1/namespaces', [aNamespace()])
  await until(() => played.api.all('Refund').length === 1)
  list(`${own}/refunds`, played.api.all('Refund'))
  await until(() => played.refund().status?.state === 'Succeeded')
  t.strictSame([played.sent(), cashier.refundsOfHour()], [1, 1])
  t.equal(played.refund().status?.sentAt, at(0))
})

t.test('a visit that fails is logged and retried', async t => {
  const played = await playCashierTools(t)
  let failures = 0
  played.api.before = call => {
    if (call === 'get Checkout' && failures === 0) {
      failures += 1
      throw new Error('defect')
    }
  }
  const { list, until } = await playCashier(t, played)
  for (const plural of ['plans', 'orders', 'refunds']) list(`${own}/${plural}`, [])
  list(`${own}/checkouts`, [thisCheckout()])
  list('/api/v1/namespaces', [aNamespace()])
  await until(() => played.lines.some(line => line.startsWith('a visit failed')))
  played.wait(2_000)
  await until(() => played.checkout().status?.state === 'Open')
  t.equal(failures, 1)
})
