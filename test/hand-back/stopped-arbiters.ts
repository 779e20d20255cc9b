import t, { type Test } from 'tap'
import { refuseArbiters } from '../../hooks/hand-back/stopped-arbiters.ts'
import { aLease, createHandBackCluster, type HandBackCluster } from '../fixtures/box-office/hand-back-cluster.ts'

const { signal } = new AbortController()

/** Looks for arbiters, and returns the length of its pauses. The test may change the state meanwhile. */
async function look(api: HandBackCluster, meanwhile: () => void = () => undefined): Promise<number> {
  let waited = 0
  const pause = async (milliseconds: number) => {
    waited += milliseconds
    meanwhile()
  }
  await refuseArbiters({ api, signal, pause })
  return waited
}

async function expectRefusal(t: Test, looked: Promise<number>, why: string): Promise<void> {
  await t.rejects(looked, { message: `Cannot hand reservations back: ${why}` })
}

const plans = { name: 'kconference-plan', parent: 'plans', parentApiVersion: 'app.corley.it/v1' }
const orders = { name: 'kconference-order', parent: 'orders', parentApiVersion: 'app.corley.it/v1' }

t.test('Leases without a holder are free at once', async t => {
  t.equal(await look(createHandBackCluster({ leases: [aLease(0), aLease(15)], controllers: [orders] })), 0)
})

t.test('a Lease without a renewal for ten seconds has expired', async t => {
  t.equal(await look(createHandBackCluster({ leases: [aLease(0), aLease(1, { holder: 'pod-1' })] })), 10_000)
})

t.test('a Lease that was renewed or taken meanwhile has not', async t => {
  const why =
    'the box office "pod-1" runs (Lease "kconference-box-office-1"); scale it to 0 and wait until its pods have ended'
  const api = createHandBackCluster({ leases: [aLease(0), aLease(1, { holder: 'pod-1' })] })
  const renew = () => {
    api.stored.leases = [aLease(0), aLease(1, { holder: 'pod-1', version: '2' })]
  }
  await expectRefusal(t, look(api, renew), why)
  const other = createHandBackCluster({ leases: [aLease(0, { holder: 'pod-0' })] })
  const take = () => {
    other.stored.leases = [aLease(0, { holder: 'pod-0' }), aLease(1, { holder: 'pod-1' })]
  }
  await expectRefusal(t, look(other, take), why)
  const released = createHandBackCluster({ leases: [aLease(0, { holder: 'pod-0' })] })
  const release = () => {
    released.stored.leases = [aLease(0, { version: '2' })]
  }
  t.equal(await look(released, release), 10_000)
})

t.test('without a Lease of the box office, nothing shows whether it runs', async t => {
  const foreign = { metadata: { name: 'kconference-box-office-16', resourceVersion: '1' } }
  const why = 'the box office has no Lease in the namespace of NAMESPACE; set it to the namespace of the release'
  await expectRefusal(t, look(createHandBackCluster({ leases: [foreign] })), why)
  const empty = createHandBackCluster({ leases: [{ metadata: aLease(3).metadata }] })
  t.equal(await look(empty), 0, 'one that nobody ever had is one')
})

t.test('the plan controller of 0.2.0 is an arbiter', async t => {
  const why = 'the CompositeController "kconference-plan" decides on plans; delete it'
  await expectRefusal(t, look(createHandBackCluster({ controllers: [orders, plans] })), why)
})
