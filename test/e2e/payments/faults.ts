import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { openGateways, receiver } from '../../fixtures/payment/gateways.ts'
import { says } from '../../fixtures/payment/paypal.ts'
import { session } from '../../fixtures/payment/stripe.ts'

const system = await startTestSystem(t)
const gateways = await openGateways(t, system)
const { paypal, ipn, stripe, replicas } = gateways

const buy = (shop: Shop, name: string) => shop.apply('Order', name, { planRef: 'standard', price: 29.9 })

/** The lines that a replica has logged of the callbacks of a namespace. */
async function logged(replica: string, namespace: string): Promise<Record<string, string>[]> {
  const log = await readFile(join(system.folder, 'logs', `${replica}.log`), 'utf8')
  return log
    .trim()
    .split('\n')
    .map(line => JSON.parse(line))
    .filter(line => line.namespace === namespace)
}

t.test('two replicas that handle the same callback at once record it once', async t => {
  const shop = await openShop(system, 'at-once')
  await buy(shop, 'order-1')
  const calls = [0, 1, 0, 1].flatMap(replica => {
    const sending = { replica: replica === 0 ? 0 : 1 } as const
    return [ipn('at-once', 'order-1', {}, sending), stripe('at-once', 'checkout.session.completed', session, sending)]
  })
  t.strictSame(
    (await Promise.all(calls)).map(({ code }) => code),
    Array(8).fill(200),
  )
  t.equal((await shop.list('payments')).length, 2)
  const lines = (await Promise.all(replicas.map(replica => logged(replica, 'at-once')))).flat()
  const outcomes = lines.map(({ outcome }) => outcome).sort()
  t.strictSame(outcomes, [...Array(6).fill('already-recorded'), 'recorded', 'recorded'])
  t.notMatch(JSON.stringify(lines), /Jos|M.ller|shop@/, 'neither the payer nor the payee is in the log')
})

t.test('while the API server is away nothing is acknowledged, and nothing is lost', async t => {
  const shop = await openShop(system, 'away')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const pid = replicas.map(replica => system.supervisor.pid(replica))
  const send = () => [ipn('away', 'order-1'), stripe('away', 'checkout.session.completed', session, { replica: 1 })]
  await system.supervisor.restart('kube-apiserver', {
    async whileDown() {
      for (const { code } of await Promise.all(send())) t.equal(code, 503)
    },
  })
  t.strictSame(
    (await Promise.all(send())).map(({ code }) => code),
    [200, 200],
  )
  await shop.untilOrder('order-1', { payment: 'CONFIRMED', paid: '59.80', quantity: 1 })
  t.strictSame(
    replicas.map(replica => system.supervisor.pid(replica)),
    pid,
    'nobody had to be started again',
  )
})

t.test('a callback that is being verified at SIGTERM is verified, recorded and answered', async t => {
  const shop = await openShop(system, 'drained')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const { promise: asked, resolve } = Promise.withResolvers<() => void>()
  paypal.answer = response => resolve(() => says('VERIFIED')(response))
  const answer = ipn('drained', 'order-1')
  const answerNow = await asked
  const restarted = system.supervisor.restart(replicas[0], { signal: 'SIGTERM' })
  paypal.answer = says('VERIFIED')
  t.equal((await ipn('drained', 'order-1', {}, { replica: 1 })).code, 200, 'the other replica goes on')
  answerNow()
  t.match(await answer, { code: 200, body: { order: 'order-1' } })
  await shop.untilOrder('order-1', { payment: 'CONFIRMED' })
  await restarted
  t.equal((await shop.list('payments')).length, 1)
})

t.test('a conference with an account of its own is paid to that one, from the moment it says so', async t => {
  const shop = await openShop(system, 'own')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const own = { receiver_email: 'own@example.org', txn_id: 'to-own' }
  t.equal((await ipn('own', 'order-1', own)).code, 422)
  await shop.kubectl(
    ...['create', 'secret', 'generic', 'payment-gateway'],
    ...['--from-literal=paypal-receiver=own@example.org', '--from-literal=stripe-signing-secrets=whsec_own'],
  )
  // The first replica may believe what it has read for five seconds, the other one has read nothing yet.
  const now = { replica: 1 } as const
  t.equal((await ipn('own', 'order-1', own, now)).code, 200)
  t.equal((await ipn('own', 'order-1', { receiver_email: receiver }, now)).code, 422, 'not to that of the installation')
  t.equal((await stripe('own', 'checkout.session.completed', session, now)).code, 401)
  t.equal((await stripe('own', 'checkout.session.completed', session, { ...now, by: 'whsec_own' })).code, 200)
})

t.test('a PayPal that does not answer delays only the callbacks that it must verify', async t => {
  const shop = await openShop(system, 'slow')
  await buy(shop, 'order-1')
  await shop.untilOrder('order-1', { reason: 'AwaitingPayment' })
  const held: (() => void)[] = []
  paypal.answer = response => held.push(() => says('INVALID')(response))
  const slow = Array.from({ length: 5 }, () => ipn('slow', 'order-1'))
  t.equal((await stripe('slow', 'checkout.session.completed', session)).code, 200)
  paypal.answer = says('VERIFIED')
  t.equal((await ipn('slow', 'order-1', { txn_id: 'genuine' })).code, 200)
  for (const answer of held) answer()
  t.strictSame(
    (await Promise.all(slow)).map(({ code }) => code),
    Array(5).fill(401),
  )
  t.equal((await shop.list('payments')).length, 2)
})
