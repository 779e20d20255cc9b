import { setTimeout as delay } from 'node:timers/promises'
import t from 'tap'
import { collectors, everybody, everybodyTries } from '../../fixtures/chart/policy-attempts.ts'
import {
  change,
  creation,
  deletion,
  installPolicies,
  startPolicyLab,
  statement,
  type Who,
} from '../../fixtures/chart/policy-lab.ts'
import { makeObjects, ownedCheckout, ownedPayment, ownedRefund } from '../../fixtures/chart/policy-objects.ts'
import type { Manifest } from '../../fixtures/manifests/manifests.ts'

const lab = await startPolicyLab(t)
const order = await makeObjects(lab)
const [checkout, refund] = [ownedCheckout(order), ownedRefund(order)]

const marked = (object: Manifest, metadata: object) =>
  creation({ ...object, metadata: { ...object.metadata, ...metadata } } as Manifest)
const programs: Who[] = ['engine', 'box office', 'endpoint', 'hooks']

t.test('anybody with the right asks for a payment, and the cashier or people ask for a refund', async t => {
  await everybodyTries(t, lab, { deed: creation(checkout), may: everybody, told: '' })
  const told = 'a refund must be created by the cashier or by a person: use another account'
  const may = everybody.filter(who => !programs.includes(who))
  await everybodyTries(t, lab, { deed: creation(refund), may, told })
  t.match(await lab.refusal('shop', creation(refund)), told)
})

t.test('both belong to their order, and to nothing else', async t => {
  const [owner] = checkout.metadata?.ownerReferences ?? []
  const table: [object: Manifest, told: string, owners: unknown[]][] = [
    [
      checkout,
      'a checkout must have the order in spec.orderRef, with the uid in spec.orderUid, as its only owner: add it, so that both are deleted together',
      [[{ ...owner, uid: 'another' }]],
    ],
    [
      refund,
      'a refund must have the order in spec.orderRef as its only owner: add it, so that both are deleted together',
      [],
    ],
  ]
  const strangers = [
    undefined,
    [],
    [{ ...owner, kind: 'Plan' }],
    [{ ...owner, apiVersion: 'example.com/v1' }],
    [{ ...owner, name: 'unpaid' }],
    [owner, { ...owner, uid: 'another' }],
  ]
  for (const [object, told, more] of table)
    for (const ownerReferences of [...strangers, ...more])
      for (const who of ['organizer', 'cashier'] as const)
        t.match(await lab.refusal(who, marked(object, { ownerReferences })), told, JSON.stringify(ownerReferences))
})

t.test('only a restore writes the key and the time of an earlier one', async t => {
  for (const [object, kind] of [
    [checkout, 'checkout'],
    [refund, 'refund'],
  ] as const)
    for (const name of ['gateway-key', 'placed-at']) {
      const deed = marked(object, { annotations: { [`backup.app.corley.it/${name}`]: '2020-01-01T00:00:00Z' } })
      const told = `a ${kind} must not have annotations of backup.app.corley.it unless a restore creates it: leave them out`
      t.match(await lab.refusal('organizer', deed), told)
      t.equal(await lab.refusal('backup', deed), undefined)
    }
  t.equal(await lab.refusal('organizer', marked(refund, { annotations: { note: 'x' } })), undefined)
})

t.test('a checkout stays as it was created but for the return of the buyer, and as long as its order', async t => {
  await lab.act('organizer', creation(checkout))
  const told = 'a checkout must stay as it was created except for spec.returned: change only that'
  const name = 'checkouts/paid-1'
  await everybodyTries(t, lab, { deed: change(name, { spec: { returned: true } }), may: everybody, told: '' })
  for (const metadata of [{ labels: { mine: 'x' } }, { annotations: { 'backup.app.corley.it/gateway-key': 'x' } }])
    await everybodyTries(t, lab, { deed: change(name, { metadata }), may: [], told })
  for (const metadata of [{ ownerReferences: null }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, lab, { deed: change(name, { metadata }), may: collectors, told })
  await everybodyTries(t, lab, {
    deed: deletion(name),
    may: collectors,
    told: 'a checkout must stay as long as its order: delete the order, which deletes its checkouts',
  })
  const cheaper = change(name, { spec: { amount: '0.01' } })
  for (const who of everybody) t.match(await lab.refusal(who, cheaper), 'amount must not change', who)
})

t.test('a refund stays as it was created, and as long as its order', async t => {
  await lab.act('organizer', creation(refund))
  const told = 'a refund must stay as it was created: for another amount create another refund'
  const name = 'refunds/recorded-1'
  for (const metadata of [{ labels: { mine: 'x' } }, { annotations: { 'backup.app.corley.it/placed-at': 'x' } }])
    await everybodyTries(t, lab, { deed: change(name, { metadata }), may: [], told })
  for (const metadata of [{ ownerReferences: null }, { finalizers: ['example.com/x'] }])
    await everybodyTries(t, lab, { deed: change(name, { metadata }), may: collectors, told })
  await everybodyTries(t, lab, {
    deed: deletion(name),
    may: collectors,
    told: 'a refund must stay as long as its order: delete the order, which deletes its refunds',
  })
  const dearer = change(name, { spec: { amount: '99.00' } })
  for (const who of everybody) t.match(await lab.refusal(who, dearer), 'spec must not change: create another refund')
})

t.test('only the cashier writes their statuses', async t => {
  const told = 'a status of a checkout or refund must be written by the cashier alone: create another one to try again'
  const may: Who[] = ['cashier']
  for (const [path, state] of [
    ['checkouts/paid-1', 'Paid'],
    ['refunds/recorded-1', 'Succeeded'],
  ] as const)
    await everybodyTries(t, lab, {
      deed: statement(`/namespaces/conf/${path}`, { state }),
      may,
      told,
    })
})

t.test('their metadata is bounded like that of a payment', async t => {
  const annotations = { note: 'x'.repeat(4_093) }
  for (const [object, who] of [
    [ownedCheckout(order, 2), 'organizer'],
    [ownedRefund(order, 2), 'cashier'],
  ] as const) {
    t.match(await lab.refusal(who, marked(object, { annotations })), 'must have at most 4096 characters')
    t.match(
      await lab.refusal(who, marked(object, { finalizers: ['example.com/mine'] })),
      'metadata.finalizers must be added by the cluster alone',
    )
  }
})

t.test('both are deleted with their order', async t => {
  const unpaid = await lab.act('organizer', { method: 'GET', path: '/namespaces/conf/orders/unpaid' })
  const owner = { name: 'unpaid', uid: String(unpaid.metadata?.uid) }
  await lab.act('organizer', creation(ownedCheckout(owner)))
  await lab.act('organizer', creation(ownedRefund(owner, 9)))
  await lab.act('organizer', deletion('orders/unpaid'))
  for (const object of ['checkout/unpaid-1', 'refund/recorded-9']) {
    const gone = ['wait', '--for=delete', object, '--namespace=conf', '--timeout=60s']
    t.match(await lab.controlPlane.kubectl(gone), { code: 0 }, object)
  }
})

t.test('the API server finds no wrong type in these policies', async t => {
  const jsonpath = '--output=jsonpath={.status.typeChecking.expressionWarnings}'
  for (const policy of ['kconference-checkouts', 'kconference-refunds', 'kconference-statuses'])
    t.equal((await lab.controlPlane.kubectl(['get', 'validatingadmissionpolicy', policy, jsonpath])).stdout, '', policy)
})

t.test('without cashier.enabled a user with the name of its account records no payment', async t => {
  await installPolicies(lab.controlPlane, { cashier: false })
  const payment = creation(ownedPayment(order, 'another'))
  // The API server applies the change about a second later, and announces nothing.
  while ((await lab.refusal('cashier', payment)) === undefined) await delay(100)
  t.match(await lab.refusal('cashier', payment), 'a payment must be recorded by the payment endpoint')
})
