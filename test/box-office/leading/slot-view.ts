import t from 'tap'
import {
  failLease,
  holdLease,
  isDue,
  isHeldBy,
  type SlotView,
  seeLease,
  unseen,
} from '../../../hooks/box-office/leading/slot-view.ts'
import type { Lease } from '../../../hooks/kube/leases.ts'

const identity = 'me'
const lease = (holderIdentity: string, spec: Lease['spec'] = {}): Lease => ({
  metadata: { name: 'lease', resourceVersion: '1' },
  spec: { holderIdentity, leaseDurationSeconds: 8, ...spec },
})
const see = (view: SlotView, seen: Lease | undefined, at: number) => seeLease(view, { lease: seen, at, identity })

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
