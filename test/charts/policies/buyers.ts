import t from 'tap'
import { collectors, everybody, everybodyTries } from '../../fixtures/chart/policy-attempts.ts'
import { change, creation, deletion, startPolicyLab } from '../../fixtures/chart/policy-lab.ts'
import { makeObjects, ownedBuyer } from '../../fixtures/chart/policy-objects.ts'

const lab = await startPolicyLab(t)
const order = await makeObjects(lab)
const buyer = ownedBuyer(order)

t.test('a buyer belongs to the order of its name, and to nothing else', async t => {
  const told =
    'a buyer must have the order in spec.orderRef as its only owner: add it, so that both are deleted together'
  await everybodyTries(t, lab, { deed: creation(buyer), may: everybody, told })
  const [owner] = buyer.metadata?.ownerReferences ?? []
  for (const ownerReferences of [
    undefined,
    [],
    [{ ...owner, kind: 'Plan' }],
    [{ ...owner, apiVersion: 'example.com/v1' }],
    [{ ...owner, name: 'unpaid' }],
    [owner, { ...owner, uid: 'another' }],
  ]) {
    const changed = { ...buyer, metadata: { ...buyer.metadata, ownerReferences } } as typeof buyer
    t.match(await lab.refusal('organizer', creation(changed)), told, JSON.stringify(ownerReferences))
  }
})

t.test('its data can be corrected, and its owner and its metadata stay', async t => {
  await lab.act('organizer', creation(buyer))
  const correction = change('buyers/paid', { spec: { email: 'grace@example.com', company: null } })
  await everybodyTries(t, lab, { deed: correction, may: everybody, told: '' })
  await everybodyTries(t, lab, {
    deed: change('buyers/paid', { metadata: { ownerReferences: null } }),
    may: collectors,
    told: 'a buyer must keep its owner: delete it to erase it, which does not change the order',
  })
  const finalizers = ['example.com/kept']
  t.match(
    await lab.refusal('organizer', change('buyers/paid', { metadata: { finalizers } })),
    'metadata.finalizers must be added by the cluster alone',
  )
  const annotations = { note: 'x'.repeat(4_096) }
  t.match(
    await lab.refusal('organizer', change('buyers/paid', { metadata: { annotations } })),
    'metadata.annotations must have at most 4096 characters',
  )
})

t.test('it can be erased alone, and the order stays as it is', async t => {
  const before = await lab.act('organizer', { method: 'GET', path: '/namespaces/conf/orders/paid' })
  await everybodyTries(t, lab, { deed: deletion('buyers/paid'), may: everybody, told: '' })
  await lab.act('organizer', deletion('buyers/paid'))
  t.strictSame(await lab.act('organizer', { method: 'GET', path: '/namespaces/conf/orders/paid' }), before)
})

t.test('a buyer is deleted with its order', async t => {
  const unpaid = await lab.act('organizer', { method: 'GET', path: '/namespaces/conf/orders/unpaid' })
  await lab.act('organizer', creation(ownedBuyer({ name: 'unpaid', uid: String(unpaid.metadata?.uid) })))
  await lab.act('organizer', deletion('orders/unpaid'))
  const gone = ['wait', '--for=delete', 'buyer/unpaid', '--namespace=conf', '--timeout=60s']
  t.match(await lab.controlPlane.kubectl(gone), { code: 0 })
})
