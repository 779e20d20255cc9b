import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CoreV1Api } from '@kubernetes/client-node'
import t from 'tap'
import { KubeError } from '../../hooks/kube/api.ts'
import { abortOn, connectKube, connectOffers } from '../../hooks/kube/client.ts'
import { readCredentials } from '../../hooks/kube/credentials.ts'
import { claimTransaction } from '../../hooks/payment/recording/claim-transaction.ts'
import { paymentEvent } from '../../hooks/payment/recording/payment-event.ts'
import { paymentObject } from '../../hooks/payment/recording/payment-object.ts'

import { waitUntilSettled } from '../../hooks/payment/recording/wait-until-settled.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import { newOrder } from '../../hooks/schema/order/order-status.ts'

import { writeKubeconfig } from '../../local/control-plane/kubeconfig.ts'
import { find, rendered } from '../fixtures/chart/chart.ts'
import { waitForConnection } from '../fixtures/cluster/connected-watch.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { manifest, namespace } from '../fixtures/manifests/manifests.ts'
import { now } from '../fixtures/objects.ts'
import { startPaymentCluster } from '../fixtures/payment/cluster.ts'

t.test('with the rights of the payment endpoint, on a real API server', async t => {
  const cluster = await startPaymentCluster(t)
  const kube = connectKube(cluster.credentials)
  const signal = AbortSignal.timeout(60_000)
  const order = await cluster.createOrder('order-1')
  const key = { namespace: 'default', name: 'order-1' }
  const said = {
    provider: 'PAYPAL',
    transactionId: 't-1',
    state: 'Completed',
    gross: '29.90',
    currency: 'EUR',
  } as const
  const recorded = paymentObject(order, { report: { order: key, ...said }, receivedAt: now })

  t.test('an order is read, and a missing one is undefined', async t => {
    t.strictSame(await kube.getOrder(key, signal), order)
    t.equal(await kube.getOrder({ ...key, name: 'nobody' }, signal), undefined)
    t.equal(await kube.getOrder({ ...key, namespace: 'nowhere' }, signal), undefined)
  })

  t.test('a payment is created once and read', async t => {
    t.equal(await kube.getPayment(recorded.metadata, signal), undefined)
    await kube.createPayment(recorded, signal)
    const stored = await kube.getPayment(recorded.metadata, signal)
    t.match(stored, recorded)
    await t.rejects(kube.createPayment(recorded, signal), { code: 409, reason: 'AlreadyExists' })
  })

  t.test('a payment is found in any namespace', async t => {
    t.match(await kube.findPayments(recorded.metadata.name, signal), [recorded])
    t.strictSame(await kube.findPayments('nobody', signal), [])
  })

  t.test('the tickets of an order are listed', async t => {
    // The API server answers lists of a new kind with 429 for a moment; kubectl waits for the end of that.
    await cluster.kubectl(['get', 'tickets,payments'])
    t.strictSame(await kube.listTickets(key, signal), [])
    await cluster.createTicket('order-1-1000000', 'order-1')
    await cluster.createTicket('order-2-1000000', 'order-2')
    t.match(await kube.listTickets(key, signal), [{ metadata: { name: 'order-1-1000000' } }])
    await t.rejects(kube.listTickets(key, AbortSignal.abort()), { name: 'KubeError' })
  })

  t.test("the Secret of a namespace's account is readable, a missing one undefined, any other forbidden", async t => {
    const secret = { namespace: 'default', name: 'payment-gateway' }
    t.equal(await kube.getSecret(secret, signal), undefined)
    const literals = ['paypal-receiver=müller@example.org', 'stripe-signing-secrets=whsec_1 whsec_2']
    await cluster.kubectl([
      'create',
      'secret',
      'generic',
      secret.name,
      ...literals.map(said => `--from-literal=${said}`),
    ])
    t.strictSame(await kube.getSecret(secret, signal), {
      'paypal-receiver': 'müller@example.org',
      'stripe-signing-secrets': 'whsec_1 whsec_2',
    })
    await cluster.kubectl(['create', 'secret', 'generic', 'payment-gateway', '--namespace=kube-public'])
    t.strictSame(await kube.getSecret({ ...secret, namespace: 'kube-public' }, signal), {})
    await t.rejects(kube.getSecret({ ...secret, name: 'another' }, signal), { code: 403, reason: 'Forbidden' })
  })

  t.test('a call of the library ends with its signal', async t => {
    const core = cluster.credentials.makeApiClient(CoreV1Api)
    const secret = { namespace: 'default', name: 'payment-gateway' }
    t.match(await core.readNamespacedSecret(secret, abortOn(signal)), { metadata: secret })
    await t.rejects(core.readNamespacedSecret(secret, abortOn(AbortSignal.abort())), { name: 'AbortError' })
  })

  t.test('an event is shown with its order', async t => {
    await kube.createEvent(paymentEvent(recorded, { instance: 'replica-1', at: Date.now() }), signal)
    const shown = await cluster.kubectl(['describe', 'order', 'order-1'])
    t.match(shown, /Normal +PaymentConfirmed .*29\.90 EUR was paid: PAYPAL transaction t-1/)
    t.match(shown, 'app.corley.it/payment-gateway')
  })

  t.test('a transaction is claimed by an Event in our namespace, which is read again', async t => {
    const claim = { payment: recorded, home: cluster.home, instance: 'replica-1', at: Date.now(), signal }
    t.equal(await claimTransaction({ ...kube, findPayments: async () => [] }, claim), true)
    const elsewhere = { ...recorded, metadata: { ...recorded.metadata, namespace: 'another' } }
    const again = { ...claim, payment: elsewhere }
    t.equal(await claimTransaction({ ...kube, findPayments: async () => [] }, again), false)
    t.equal(await claimTransaction(kube, again), false, 'it is recorded by now')
    t.match(await kube.getEvent({ namespace: cluster.home, name: recorded.metadata.name }, signal), {
      related: { namespace: 'default', name: 'order-1' },
    })
    await t.rejects(kube.getEvent({ namespace: 'default', name: 'x' }, signal), { code: 403, reason: 'Forbidden' })
  })

  t.test('one watch of all orders serves the wait for one', async t => {
    const ending = new AbortController()
    const warn = (line: object) => t.fail(JSON.stringify(line))
    const following = kube.followOrders({ signal: ending.signal, log: { warn, error: warn } as never })
    await waitForConnection(kube)
    const { resourceVersion = '' } = order.metadata
    const versions = kube.watchOrder({ ...key, resourceVersion }, signal)
    const isConfirmed = ({ status }: Order) => status?.payment === 'CONFIRMED'
    const settled = waitUntilSettled(kube, { key, from: order, versions, isSettled: isConfirmed, signal, pauseMs: 10 })
    await cluster.createOrder('order-2')
    await cluster.writeStatus('order-1', { payment: 'CONFIRMED', quantity: 1 })
    t.strictSame((await settled)?.status, { ...newOrder, payment: 'CONFIRMED', quantity: 1 })
    ending.abort()
    await following
  })

  t.test('a missing or terminating namespace accepts nothing', async t => {
    const elsewhere = { ...recorded, metadata: { ...recorded.metadata, namespace: 'nowhere' } }
    await t.rejects(kube.createPayment(elsewhere, signal), { code: 404, reason: 'NotFound' })
    const ending = { name: 'ending', namespace: 'ending', finalizers: ['example.org/stays'] }
    await cluster.kubectl(['create', 'namespace', 'ending'])
    const stays = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: ending })
    await cluster.kubectl(['create', '--filename=-'], stays)
    await cluster.kubectl(['delete', 'namespace', 'ending', '--wait=false'])
    const late = { ...recorded, metadata: { ...recorded.metadata, namespace: 'ending' } }
    await t.rejects(kube.createPayment(late, signal), { code: 403, reason: 'Forbidden' })
  })

  t.test('an aborted call is a KubeError too', async t => {
    await t.rejects(kube.getOrder(key, AbortSignal.abort()), KubeError)
  })

  t.test('a kind that is not installed is an error, not a missing order', async t => {
    await cluster.kubectl(['delete', 'crd', 'orders.app.corley.it'])
    const ask = () => kube.getOrder(key, signal)
    // The API server serves a kind for an unknown moment longer than it shows the CRD.
    while ((await ask().catch(() => 'refused')) === undefined) t.comment('the kind is still served')
    await t.rejects(ask(), { code: 404, reason: 'Unknown' })
  })
})

t.test('with the rights of the admission webhook, on a real API server', async t => {
  const { controlPlane, api } = await startTestKinds(t)
  const { kubectl, folder, url, ca } = controlPlane
  const objects = await rendered('{ payments: { paypalVerification: "off" }, admission: { enabled: true } }')
  await kubectl(['create', 'namespace', 'kconference-system'])
  for (const kind of ['ServiceAccount', 'ClusterRole', 'ClusterRoleBinding']) {
    const object = JSON.stringify(find(objects, kind, 'kconference-admission'))
    t.match(await kubectl(['create', '--filename=-'], object), { code: 0 })
  }
  const token = await kubectl(['create', 'token', 'kconference-admission', '--namespace=kconference-system'])
  const tokenFile = join(folder, 'admission.token')
  await writeFile(tokenFile, token.stdout)
  const kubeconfig = join(folder, 'admission.kubeconfig')
  writeKubeconfig(kubeconfig, { server: url, ca, user: { tokenFile } })
  const offers = connectOffers(readCredentials({ kubeconfig }))
  const plan = await api.create(manifest({ kind: 'Plan', name: 'early-bird' }))
  const pool = await api.create(manifest({ kind: 'SeatPool', name: 'hall' }))
  const coupon = await api.create(manifest({ kind: 'Coupon', name: 'discount' }))
  const signal = AbortSignal.timeout(60_000)

  t.match(await offers.getPlan({ namespace, name: 'early-bird' }, signal), { metadata: { uid: plan.metadata?.uid } })
  t.match(await offers.getPool({ namespace, name: 'hall' }, signal), { metadata: { uid: pool.metadata?.uid } })
  t.match(await offers.getCoupon({ namespace, name: 'discount' }, signal), { metadata: { uid: coupon.metadata?.uid } })
  t.equal(await offers.getPlan({ namespace, name: 'nobody' }, signal), undefined)
  t.equal(await offers.getPool({ namespace, name: 'nobody' }, signal), undefined)
  t.equal(await offers.getCoupon({ namespace: 'nowhere', name: 'discount' }, signal), undefined)
  await t.rejects(offers.getPlan({ namespace, name: 'early-bird' }, AbortSignal.abort()), { name: 'KubeError' })
  const can = async (verb: string, resource: string) =>
    (
      await kubectl([
        'auth',
        'can-i',
        verb,
        resource,
        '--as=system:serviceaccount:kconference-system:kconference-admission',
      ])
    ).stdout
  t.equal(await can('list', 'plans.app.corley.it'), 'no\n')
  t.equal(await can('list', 'seatpools.app.corley.it'), 'no\n')
  t.equal(await can('get', 'orders.app.corley.it'), 'no\n')
})
