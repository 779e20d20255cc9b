import t from 'tap'
import type { CaseFile } from '../../../../hooks/box-office/conference/case-file/case-file.ts'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import { doubtOf, doubtTime, wakeTime } from '../../../../hooks/box-office/conference/case-file/wake-time.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { anOrder, aReservation, minuteAgo, now } from '../../../fixtures/objects.ts'
import { anEntry } from '../../../fixtures/rules/facts.ts'

const heldUntil = '2026-11-20T08:15:00Z'
const placed = Date.parse(minuteAgo)

function wake(said: Partial<CaseFile>, hasPlan = true) {
  return wakeTime({ name: 'order-1', order: orderFacts(anOrder()), ...said }, { hasPlan })
}

t.test('an unpaid hold wakes half a minute after its end', async t => {
  const watched = observe(aReservation({ heldUntil }))
  t.equal(wake({ watched }), Date.parse(heldUntil) + 30_000)
  t.equal(wake({ watched, order: orderFacts(anOrder(), [anEntry('29.90')]) }), undefined, 'paid')
  t.equal(wake({ watched: observe(aReservation()) }), undefined, 'without an end')
})

t.test('an order without its plan wakes after 2 minutes', async t => {
  t.equal(wake({}, false), placed + 120_000)
  t.equal(wake({}), undefined, 'it has one')
  const deletionTimestamp = minuteAgo
  t.equal(wake({ order: orderFacts(anOrder({ metadata: { deletionTimestamp } })) }, false), undefined, 'it goes')
})

t.test('a reservation without its order is doubted after 2 minutes', async t => {
  const stray = { order: undefined, watched: observe(aReservation({ heldUntil })), strayedAt: now }
  t.equal(wake(stray), now + 120_000)
  t.equal(doubtTime({ name: 'order-1' }), undefined, 'one that has its order is not')
  const doubts = (said: Partial<CaseFile>, at = now + 120_000) => doubtOf({ name: 'order-1', ...stray, ...said }, at)
  t.strictSame(doubts({}), { name: 'order-1', uid: 'uid-of-order-1' })
  t.equal(doubts({}, now + 119_999), undefined)
  t.equal(doubts({ goneUid: 'uid-of-order-1' }), undefined, 'its order is known to be gone')
  t.strictSame(doubts({ goneUid: 'another' }), { name: 'order-1', uid: 'uid-of-order-1' })
  t.equal(doubts({ strayedAt: undefined }), undefined)
  t.equal(doubts({ watched: undefined }), undefined, 'the reservation was deleted too')
})
