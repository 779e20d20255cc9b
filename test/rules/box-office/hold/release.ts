import t from 'tap'
import { cancelled, releaseEnded, releaseOrphan, shrinkHold } from '../../../../hooks/rules/box-office/hold/release.ts'
import type { ReservationFacts } from '../../../../hooks/rules/reservation.ts'
import { frozen } from '../../../fixtures/requests.ts'
import { anOrder, aReservation, quarterPast, type SaidOfOrder, term } from '../../../fixtures/rules/box-office.ts'
import { anEntry, paid } from '../../../fixtures/rules/money.ts'

const couponRef = 'discount-10'
const decisions = ['Held', 'Sold', 'Waitlisted', 'Refused', 'Released'] as const
const over = { decision: 'Released', ...cancelled } as const
const refunded = { decision: 'Released', reason: 'Refunded', message: 'The payment was refunded' } as const

const refund = (gross: string, currency = 'EUR') => anEntry({ transactionId: 'R1', state: 'Refunded', gross, currency })

t.test('a cancelled order releases everything that it has', async t => {
  const all = { couponRef, reason: 'Old', message: 'Old', seats: [1], waitingSince: quarterPast, ...term }
  for (const decision of decisions) {
    const found = releaseEnded(anOrder({ cancelled: true }), aReservation({ ...all, decision }))
    t.strictSame(found, aReservation({ couponRef, ...over }), `was ${decision}`)
  }
  const endOfAll = [anEntry(), refund('-29.90')]
  const both = releaseEnded(anOrder({ cancelled: true, entries: endOfAll }), aReservation({ decision: 'Sold' }))
  t.strictSame(both, aReservation(over), 'cancelled comes before refunded')
})

t.test('a final release is not repeated', async t => {
  for (const reason of ['Cancelled', 'Refunded']) {
    const reservation = aReservation({ decision: 'Released', reason, message: reason })
    t.equal(releaseEnded(anOrder({ cancelled: true }), reservation), undefined, reason)
  }
  for (const decision of ['Held', 'Sold', 'Waitlisted', 'Refused'] as const) {
    const said = aReservation({ decision, reason: 'Cancelled', message: 'Old' })
    t.strictSame(releaseEnded(anOrder({ cancelled: true }), said), aReservation(over), `a reason alone, ${decision}`)
  }
  for (const reason of ['Expired', 'Unseated', undefined]) {
    const lapsed = aReservation({ decision: 'Released', ...(reason && { reason, message: reason }) })
    t.strictSame(releaseEnded(anOrder({ cancelled: true }), lapsed), aReservation(over), `for now: ${reason}`)
  }
})

t.test('a sale that was refunded in full is released', async t => {
  const table: [why: string, order: SaidOfOrder, reservation: Partial<ReservationFacts>][] = [
    ['all of it came in and went back', { entries: [anEntry(), refund('-29.90')] }, {}],
    ['in any order', { entries: [refund('-29.90'), anEntry()] }, {}],
    ['more went back than came in', { entries: [anEntry(), refund('-40.00')] }, {}],
    ['in parts', { entries: [anEntry(), refund('-9.90'), { ...refund('-20.00'), transactionId: 'R2' }] }, {}],
    ['the order was scaled from two tickets to one', { entries: [anEntry(), refund('-29.90')] }, { quantity: 2 }],
    ['in another currency', { price: 3000, entries: [...paid('3000', 'JPY').entries, refund('-3000', 'JPY')] }, jpy],
  ]
  for (const [why, order, said] of table) {
    const sold = aReservation({ ...said, decision: 'Sold', seats: [1], couponRef })
    t.strictSame(releaseEnded(anOrder(order), sold), aReservation({ ...said, couponRef, ...refunded }), why)
  }
})

const jpy = { currency: 'JPY' }

t.test('less than a full refund ends no sale', async t => {
  const table: [why: string, order: SaidOfOrder, decision?: ReservationFacts['decision']][] = [
    ['nothing happened', {}],
    ['it is paid', paid('29.90')],
    ['it was refunded in part', { entries: [anEntry(), refund('-10.00')] }],
    ['a cent is left', { entries: [anEntry(), refund('-29.89')] }],
    ['the refund is seen before the payment', { entries: [refund('-29.90')] }],
    ['less than it costs came in and went back', { entries: [...paid('29.89').entries, refund('-29.89')] }],
    ['it was refunded in another currency', { entries: [anEntry(), refund('-29.90', 'USD')] }],
    ['a dispute is no refund', { entries: [anEntry(), anEntry({ state: 'Reversed', gross: '-29.90' })] }],
    ['nothing was to be paid', { price: 0, entries: [anEntry(), refund('-29.90')] }],
    ['nothing is ordered any more', { quantity: 0, entries: [anEntry(), refund('-29.90')] }],
    ['it was only held', { entries: [anEntry(), refund('-29.90')] }, 'Held'],
    ['it lapsed', { entries: [anEntry(), refund('-29.90')] }, 'Released'],
    ['it waits', { entries: [anEntry(), refund('-29.90')] }, 'Waitlisted'],
  ]
  for (const [why, order, decision = 'Sold'] of table) {
    t.equal(releaseEnded(anOrder(order), aReservation({ decision })), undefined, why)
  }
})

t.test('the reservation of an order that no longer exists is released', async t => {
  const gone = { decision: 'Released', reason: 'OrderGone', message: 'The order no longer exists' } as const
  for (const decision of ['Held', 'Sold', 'Waitlisted'] as const) {
    const left = aReservation({ decision, seats: [1], couponRef, ...term, pending: true, orderGeneration: 3 })
    t.strictSame(releaseOrphan(left), aReservation({ ...gone, couponRef, orderGeneration: 3 }), decision)
  }
  for (const decision of ['Refused', 'Released'] as const) {
    t.equal(releaseOrphan(aReservation({ decision })), undefined, decision)
  }
})

t.test('a smaller order releases the difference: a hold at once, its highest seats first', async t => {
  const shrink = (quantity: number, said: Partial<ReservationFacts>) =>
    shrinkHold(anOrder({ quantity, generation: 3 }), aReservation(said))
  const seated = { quantity: 4, seats: frozen([3, 5, 8, 9]), couponRef, poolRef: 'hall', ...term }
  t.strictSame(shrink(2, seated), aReservation({ ...seated, quantity: 2, seats: [3, 5] }))
  t.strictSame(shrink(2, { quantity: 4, ...term }), aReservation({ quantity: 2, ...term }), 'without seats')
  t.strictSame(shrink(2, { decision: 'Sold', quantity: 4 }), aReservation({ decision: 'Sold', quantity: 2 }), 'sold')
  const nothing = aReservation({ quantity: 0, couponRef, poolRef: 'hall', heldSince: term.heldSince })
  t.strictSame(shrink(0, { ...seated, pending: true }), nothing, 'an empty hold keeps its start')
  t.strictSame(shrink(0, { decision: 'Sold', quantity: 4 }), aReservation({ quantity: 0 }), 'a sale becomes a hold')
})

t.test(
  'a sale with seats shrinks to the seats that the order hook keeps, once the status is of this generation',
  async t => {
    const sold = aReservation({ decision: 'Sold', quantity: 4, seats: frozen([3, 5, 8, 9]), couponRef })
    const shrink = (seats: number[] | undefined, said: { quantity?: number; observedGeneration?: number } = {}) => {
      const { quantity = 2, observedGeneration = 3 } = said
      return shrinkHold(anOrder({ quantity, generation: 3, status: { observedGeneration, seats } }), sold)
    }
    const rest = aReservation({ ...sold, quantity: 2, seats: [3, 9] })
    t.strictSame(shrink(frozen([9, 3])), rest, 'ascending again')
    t.strictSame(shrink(undefined, { quantity: 0 }), aReservation({ quantity: 0, couponRef }), 'down to nothing')
    const stays: [why: string, found: ReservationFacts | undefined][] = [
      ['an older spec was answered', shrink([3, 9], { observedGeneration: 2 })],
      ['a newer one was', shrink([3, 9], { observedGeneration: 4 })],
      ['none was', shrinkHold(anOrder({ quantity: 2, status: { seats: [3, 9] } }), sold)],
      ['too few are kept', shrink([3])],
      ['too many are kept', shrink([3, 5, 9])],
      ['one is not its own', shrink([3, 4])],
      ['the status lists none', shrink(undefined)],
      ['the status keeps one of 0 tickets', shrink([3], { quantity: 0 })],
    ]
    for (const [why, found] of stays) t.equal(found, undefined, why)
  },
)

t.test('no other reservation shrinks', async t => {
  const table: [why: string, quantity: number, reservation: Partial<ReservationFacts>][] = [
    ['it is as large as before', 2, {}],
    ['it is larger than before', 3, {}],
    ['it waits', 1, { decision: 'Waitlisted' }],
    ['it is refused', 1, { decision: 'Refused' }],
    ['it was released', 0, { decision: 'Released' }],
    ['it holds nothing', 0, { quantity: 0 }],
  ]
  for (const [why, quantity, said] of table) {
    t.equal(shrinkHold(anOrder({ quantity }), aReservation({ quantity: 2, ...said })), undefined, why)
  }
})
