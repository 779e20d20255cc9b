import t from 'tap'
import { createGate } from '../../../hooks/box-office/leading/gate.ts'
import { fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'

/** A gate whose reasons the test can set. */
function start() {
  const { registry, registered } = fakeRegistry()
  const why: Record<'views' | 'arbiter' | 'namespace', string | undefined> = {
    views: undefined,
    arbiter: undefined,
    namespace: undefined,
  }
  const led = new Set(['conf'])
  const gate = createGate({
    closedReasons: [() => why.views, () => why.arbiter],
    isLeaderOf: namespace => led.has(namespace),
    namespaces: { closedReason: () => why.namespace },
    registry,
  })
  return { gate, registry, registered, why, led }
}

t.test('a conference is open without an obstacle', async t => {
  const { gate, registered, why, led } = start()
  t.equal(gate(registered('conf')), undefined)
  why.namespace = 'The namespace "conf" is being deleted'
  t.equal(gate(registered('conf')), 'The namespace "conf" is being deleted')
  led.clear()
  t.equal(gate(registered('conf')), 'Another process decides in this namespace')
  why.arbiter = 'An old arbiter exists'
  t.equal(gate(registered('conf')), 'An old arbiter exists')
  why.views = 'Not listed yet: Order'
  t.equal(gate(registered('conf')), 'Not listed yet: Order')
})

t.test('an unreadable reservation, plan or coupon closes a conference, an order or payment does not', async t => {
  const { gate, registered } = start()
  const { unreadable } = registered('conf')
  for (const key of ['Order/order-1', 'Payment/paypal-1']) unreadable.set(key, 'it must be object')
  t.equal(gate(registered('conf')), undefined)
  for (const kind of ['Plan', 'Coupon', 'Reservation']) {
    unreadable.set(`${kind}/a`, 'it must be object')
    t.equal(gate(registered('conf')), `Cannot read ${kind}/a: it must be object`)
    unreadable.delete(`${kind}/a`)
  }
})

t.test('a decision for a deleted conference is not valid for a later one of its name', async t => {
  const { gate, registry, registered } = start()
  const gone = registered('conf')
  Object.assign(gone.conference, { empty: true })
  registry.dropIfEmpty('conf')
  t.equal(gate(registered('conf')), undefined)
  t.equal(gate(gone), 'The conference no longer exists')
})
