import t from 'tap'
import {
  failLease,
  holdLease,
  isDue,
  isHeldBy,
  leaseName,
  type SlotView,
  seeLease,
  shareOf,
  slotCount,
  slotOf,
  slotsToTake,
  unseen,
} from '../../../hooks/box-office/leading/slots.ts'
import type { Lease } from '../../../hooks/kube/leases.ts'

const identity = 'me'
const lease = (holderIdentity: string, spec: Lease['spec'] = {}): Lease => ({
  metadata: { name: leaseName(0), resourceVersion: '1' },
  spec: { holderIdentity, leaseDurationSeconds: 8, ...spec },
})
const see = (view: SlotView, seen: Lease | undefined, at: number) => seeLease(view, { lease: seen, at, identity })

t.test('the namespace of a conference determines its slot, in every process alike', async t => {
  // FNV-1a of 32 bits: the reference values of "a" and "foobar" are e40c292c and bf9cf968.
  t.strictSame(['a', 'foobar', ''].map(slotOf), [0xc, 0x8, 0x5])
  t.equal(slotCount, 16)
  t.equal(leaseName(15), 'kconference-box-office-15')
  const slots = new Set(Array.from({ length: 200 }, (_, index) => slotOf(`conference-${index}`)))
  t.equal(slots.size, 16)
})

t.test('a slot is free without a Lease or holder, and when its record was unchanged for its duration', async t => {
  t.strictSame(see(unseen, undefined, 5), { ...unseen, freeSince: 5 })
  t.equal(see(unseen, lease(''), 5).freeSince, 5)
  t.equal(see(unseen, { metadata: { name: 'x' } }, 5).freeSince, 5)

  const first = see(unseen, lease('other'), 1_000)
  t.equal(first.freeSince, undefined)
  t.equal(see(first, lease('other'), 8_999).freeSince, undefined)
  const expired = see(first, lease('other'), 9_000)
  t.equal(expired.freeSince, 9_000)
  t.equal(see(expired, lease('other'), 9_500).freeSince, 9_000)
  t.equal(see(expired, lease('other', { renewTime: 'now' }), 9_500).freeSince, undefined, 'its holder came back')

  const longer = see(unseen, lease('other', { leaseDurationSeconds: 15 }), 0)
  t.equal(see(longer, longer.lease, 14_999).freeSince, undefined, 'another version may have another duration')
  const forYears = see(unseen, lease('other', { leaseDurationSeconds: 2_147_483_647 }), 0)
  t.equal(see(forYears, forYears.lease, 59_999).freeSince, undefined)
  t.equal(see(forYears, forYears.lease, 60_000).freeSince, 60_000, 'no process keeps a slot for years')
  const { metadata, spec: { leaseDurationSeconds: _, ...spec } = {} } = lease('other')
  t.equal(see(see(unseen, { metadata, spec }, 0), { metadata, spec }, 7_999).freeSince, undefined)
})

t.test('a slot is ours for 7 s from before the request, and not beyond a refusal or another holder', async t => {
  const held = holdLease(see(unseen, undefined, 900), { lease: lease('me'), sentAt: 1_000 })
  t.strictSame(held, {
    lease: lease('me'),
    seenAt: 1_000,
    freeSince: undefined,
    leadsUntil: 8_000,
    isDoubtful: false,
  })
  t.ok(isHeldBy('me', held.lease))
  t.notOk(isHeldBy('me', undefined))
  t.strictSame(failLease(held, { isRefused: false }), { ...held, isDoubtful: true })
  const refused = failLease(held, { isRefused: true })
  t.strictSame(refused, { ...held, isDoubtful: true, leadsUntil: Number.NEGATIVE_INFINITY })
  t.equal(see(held, lease('me'), 2_000).leadsUntil, 8_000)
  t.strictSame(see(refused, lease('other'), 2_000), {
    lease: lease('other'),
    seenAt: 2_000,
    freeSince: undefined,
    leadsUntil: Number.NEGATIVE_INFINITY,
    isDoubtful: false,
  })
})

t.test('a Lease is due after 2 s, or up to a quarter of a second earlier, and at once after a failure', async t => {
  const held = holdLease(unseen, { lease: lease('me'), sentAt: 1_000 })
  t.notOk(isDue(held, 2_749))
  t.ok(isDue(held, 2_750))
  t.ok(isDue(failLease(held, { isRefused: true }), 1_000))
})

t.test('the slots are divided among the processes', async t => {
  t.strictSame([1, 2, 3, 5, 16, 40].map(shareOf), [16, 8, 6, 4, 1, 1])
})

/** Views in which some slots are free since 0 and some are ours; another process holds the rest. */
function views({ free = [], own = [] }: { free?: number[]; own?: number[] }): SlotView[] {
  return Array.from({ length: slotCount }, (_, slot) => {
    if (free.includes(slot)) return see(unseen, undefined, 0)
    return see(unseen, lease(own.includes(slot) ? 'me' : 'other'), 0)
  })
}
const all = Array.from({ length: slotCount }, (_, slot) => slot)
const range = (from: number, to: number) => all.slice(from, to)
const take = (of: Parameters<typeof views>[0], { at = 0, share = 16 } = {}) =>
  slotsToTake(views(of), { at, identity, share })

t.test('a process takes the first slot of a run, then the others', async t => {
  t.strictSame(take({ free: all }), [0])
  t.strictSame(take({ free: range(1, 16), own: [0] }), range(1, 16))
  t.strictSame(take({ free: all }, { share: 8 }), [0])
  t.strictSame(take({ free: range(1, 16), own: [0] }, { share: 8 }), range(1, 8))
  t.strictSame(take({ free: range(8, 16) }, { share: 8 }), [8])
  t.strictSame(take({ free: range(13, 16), own: [12] }, { share: 6 }), [13, 14, 15])
})

t.test('it takes no second run, no more than its share, and no slot of a run that another began', async t => {
  t.strictSame(take({ free: range(8, 16), own: range(0, 8) }, { share: 8 }), [])
  t.strictSame(take({ free: [5, 8], own: [0, 1] }, { share: 8 }), [5])
  t.strictSame(take({ free: [5, 6, 7], own: [0, 1, 2, 9, 10, 11] }, { share: 8 }), [5, 6])
  t.strictSame(take({ free: [0], own: range(8, 16).concat([1]) }, { share: 8 }), [])
  t.strictSame(take({ free: range(1, 16) }), [])
})

t.test('any process takes a slot that was free for 16 s', async t => {
  t.strictSame(take({ free: range(8, 16), own: range(0, 8) }, { share: 8, at: 15_999 }), [])
  t.strictSame(take({ free: range(8, 16), own: range(0, 8) }, { share: 8, at: 16_000 }), range(8, 16))
  t.strictSame(take({ free: [3] }, { at: 16_000 }), [3])
  t.strictSame(take({ free: all }, { at: 16_000, share: 8 }), all)
})
