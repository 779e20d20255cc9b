import t from 'tap'
import { type SlotView, seeLease, unseen } from '../../../hooks/box-office/leading/slot-view.ts'
import { leaseName, shareOf, slotCount, slotOf, slotsToTake } from '../../../hooks/box-office/leading/slots.ts'
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
