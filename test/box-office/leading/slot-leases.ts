import t from 'tap'
import {
  type LeaseKeeper,
  readSlots,
  releaseSlot,
  renewSlot,
  takeSlot,
} from '../../../hooks/box-office/leading/slot-leases.ts'
import { unseen } from '../../../hooks/box-office/leading/slot-view.ts'
import { leaseName, slotCount } from '../../../hooks/box-office/leading/slots.ts'
import { KubeError } from '../../../hooks/kube/api.ts'
import { createMemoryLeases } from '../../fixtures/box-office/memory-leases.ts'

const wall = Date.parse('2026-11-20T08:00:00.123Z')

/** A process with Leases in memory, which another process can share. */
function start({ identity = 'me', leases = createMemoryLeases() } = {}) {
  const warned: string[] = []
  const killed = new AbortController()
  const time = { monotonic: 1_000, wall }
  const keeper: LeaseKeeper = {
    ...{ leases, identity, monotonic: () => time.monotonic, now: () => time.wall, signal: killed.signal },
    log: { info: () => {}, warn: (_error: unknown, message: string) => warned.push(message) } as never,
    views: Array.from({ length: slotCount }, () => unseen),
  }
  return { keeper, leases, warned, killed, time, stored: () => leases.stored.get(leaseName(3))?.spec }
}

t.test('a slot is taken, renewed, released and taken by another process, which counts the transition', async t => {
  const { keeper, leases, time, stored } = start()
  t.ok(await readSlots(keeper))
  await takeSlot(keeper, 3)
  const taken = {
    ...{ holderIdentity: 'me', leaseDurationSeconds: 8, leaseTransitions: 0 },
    ...{ acquireTime: '2026-11-20T08:00:00.123000Z', renewTime: '2026-11-20T08:00:00.123000Z' },
  }
  t.strictSame(leases.stored.get(leaseName(3)), {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: 'kconference-box-office-3', resourceVersion: '1' },
    spec: taken,
  })
  t.equal(keeper.views[3]?.leadsUntil, 8_000)

  Object.assign(time, { monotonic: 3_000, wall: wall + 2_000 })
  await renewSlot(keeper, 3)
  t.strictSame(stored(), { ...taken, renewTime: '2026-11-20T08:00:02.123000Z' })
  t.equal(keeper.views[3]?.leadsUntil, 10_000)

  await releaseSlot(keeper, 3)
  t.strictSame(stored(), { ...taken, holderIdentity: '', renewTime: '2026-11-20T08:00:02.123000Z' })
  t.match(keeper.views[3], { leadsUntil: Number.NEGATIVE_INFINITY, freeSince: 3_000 })

  const other = start({ identity: 'other', leases })
  await readSlots(other.keeper)
  await takeSlot(other.keeper, 3)
  t.match(stored(), { holderIdentity: 'other', leaseTransitions: 1 })
  t.strictSame(leases.calls, [
    ...['list', 'create', 'replace', 'replace', 'list', 'replace'].map(call =>
      call === 'list' ? call : `${call} kconference-box-office-3`,
    ),
  ])
})

t.test('a Lease without a spec is free', async t => {
  const { keeper, leases, stored } = start()
  await leases.create({ metadata: { name: leaseName(3) } }, AbortSignal.timeout(60_000))
  await readSlots(keeper)
  await takeSlot(keeper, 3)
  t.match(stored(), { holderIdentity: 'me', leaseTransitions: 1 })
})

t.test('one of two processes that take a free slot at once gets it', async t => {
  const first = start()
  const second = start({ identity: 'other', leases: first.leases })
  await Promise.all([readSlots(first.keeper), readSlots(second.keeper)])
  await Promise.all([takeSlot(first.keeper, 3), takeSlot(second.keeper, 3)])
  t.equal(first.stored()?.holderIdentity, 'me')
  t.equal(first.keeper.views[3]?.leadsUntil, 8_000)
  t.match(second.keeper.views[3], { leadsUntil: Number.NEGATIVE_INFINITY, isDoubtful: true })
  t.strictSame(second.warned, [])
})

t.test('a renewal without an answer does not shorten the leadership, and is retried after a read', async t => {
  const { keeper, leases, time, warned } = start()
  await takeSlot(keeper, 3)
  time.monotonic = 3_000
  leases.fates = ['lost']
  await renewSlot(keeper, 3)
  t.match(keeper.views[3], { leadsUntil: 8_000, isDoubtful: true })
  t.strictSame(warned, ['Cannot write the Lease "kconference-box-office-3"'])
  time.monotonic = 4_000
  await renewSlot(keeper, 3)
  t.match(keeper.views[3], { leadsUntil: 11_000, isDoubtful: false })
  t.strictSame(
    leases.calls.map(call => call.split(' ')[0]),
    ['create', 'replace', 'get', 'replace'],
  )
})

t.test('a refused renewal ends the leadership, and the next one finds the other holder or no Lease', async t => {
  for (const act of ['take', 'delete']) {
    const { keeper, leases, stored } = start()
    await takeSlot(keeper, 3)
    if (act === 'delete') leases.stored.clear()
    else {
      const other = start({ identity: 'other', leases })
      await readSlots(other.keeper)
      await takeSlot(other.keeper, 3)
    }
    await renewSlot(keeper, 3)
    t.match(keeper.views[3], { leadsUntil: Number.NEGATIVE_INFINITY, isDoubtful: true }, act)
    const calls = leases.calls.length
    await renewSlot(keeper, 3)
    await releaseSlot(keeper, 3)
    t.strictSame(leases.calls.slice(calls), [`get ${leaseName(3)}`], 'it is not written again')
    t.equal(stored()?.holderIdentity, act === 'delete' ? undefined : 'other')
  }
})

t.test('a failed read keeps the last state of the Leases', async t => {
  const { keeper, leases, warned, killed } = start()
  await takeSlot(keeper, 3)
  const views = [...keeper.views]
  leases.isDown = true
  t.notOk(await readSlots(keeper))
  t.strictSame(keeper.views, views)
  t.strictSame(warned, ['Cannot read the Leases'])
  killed.abort()
  t.notOk(await readSlots(keeper))
  t.equal(warned.length, 1, 'an intended end is no failure')
})

t.test('any other error is a defect', async t => {
  const { keeper } = start()
  keeper.leases.list = () => Promise.reject(new TypeError('a defect'))
  await t.rejects(readSlots(keeper), { message: 'a defect' })
})

t.test('every request ends after two seconds or with the signal', async t => {
  const { keeper, killed } = start()
  let ended: Promise<unknown> | undefined
  keeper.leases.list = signal => {
    ended = new Promise(resolve => signal.addEventListener('abort', resolve))
    killed.abort()
    return Promise.reject(new KubeError('aborted', { code: undefined, reason: 'Unreachable' }))
  }
  t.notOk(await readSlots(keeper))
  await ended
})
