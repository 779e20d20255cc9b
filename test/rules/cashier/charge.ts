import t from 'tap'
import { orderGone, refusalOfCharge, undecidedReason } from '../../../hooks/rules/cashier/charge.ts'
import type { Sale } from '../../../hooks/rules/cashier/sale.ts'
import type { ReservationFacts } from '../../../hooks/rules/reservation.ts'
import { fc } from '../../fixtures/properties.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { aNamedEntry, aSale, now } from '../../fixtures/rules/cashier.ts'

const asked = { amount: 2990n, currency: 'EUR' }
const when = { now, marginMs: 10_000 }
const reserved = (said: Partial<ReservationFacts>) => ({ reservation: aReservation(said) })

t.test('a held order may be charged what is due', async t => {
  t.equal(refusalOfCharge(aSale(), asked, when), undefined)
  t.equal(refusalOfCharge(aSale(reserved({})), asked, when), undefined, 'a hold without an end')
  const rest = aSale({ entries: [aNamedEntry({ gross: '10.00' })] })
  t.equal(refusalOfCharge(rest, { amount: 1990n, currency: 'EUR' }, when), undefined, 'the rest of what is due')
  const pending = aSale({ entries: [aNamedEntry({ state: 'Pending', gross: '10.00' })] })
  t.equal(refusalOfCharge(pending, asked, when), undefined, 'announced money that does not suffice')
})

t.test('every other order must not be charged', async t => {
  const held = { heldUntil: '2026-11-20T08:15:00Z' }
  const table: [why: string, sale: Sale | undefined, reason: string, message: string][] = [
    ['deleted', undefined, orderGone.reason, orderGone.message],
    ['cancelled', aSale({ cancelled: true }), 'Cancelled', 'The order was cancelled'],
    [
      'undecided',
      aSale({ reservation: undefined }),
      undecidedReason,
      'Waiting for the box office to decide on the order',
    ],
    ['sold', aSale(reserved({ decision: 'Sold' })), 'AlreadyPaid', 'The order is sold already'],
    [
      'lapsing',
      aSale(reserved({ heldUntil: '2026-11-20T08:00:10Z' })),
      'HoldOver',
      'Too late to pay: the hold ends at 2026-11-20T08:00:10Z',
    ],
    ['lapsed', aSale(reserved({ decision: 'Released', reason: 'Expired' })), 'HoldOver', 'The hold has ended'],
    ['waiting', aSale(reserved({ decision: 'Waitlisted', ...held })), 'NotHeld', 'No tickets are held for the order'],
    ['refused', aSale(reserved({ decision: 'Refused' })), 'NotHeld', 'No tickets are held for the order'],
    [
      'without seats',
      aSale(reserved({ decision: 'Released', reason: 'Unseated' })),
      'NotHeld',
      'No tickets are held for the order',
    ],
    ['a hold of nothing', aSale(reserved({ quantity: 0 })), 'NotHeld', 'No tickets are held for the order'],
    ['free', aSale({ price: 0 }), 'AlreadyPaid', 'Nothing is left to pay'],
    ['paid and not sold yet', aSale({ entries: [aNamedEntry()] }), 'AlreadyPaid', 'Nothing is left to pay'],
    [
      'announced',
      aSale({ entries: [aNamedEntry({ state: 'Pending' })] }),
      'PaymentPending',
      '29.90 EUR is on its way already',
    ],
    [
      'more tickets',
      aSale({ quantity: 2, ...reserved({ quantity: 2 }) }),
      'AmountChanged',
      '59.80 EUR is due now, but this checkout is for 29.90 EUR; create another checkout',
    ],
    [
      'another currency',
      aSale(reserved({ currency: 'CHF' })),
      'AmountChanged',
      '29.90 CHF is due now, but this checkout is for 29.90 EUR; create another checkout',
    ],
  ]
  for (const [why, sale, reason, message] of table) {
    t.strictSame(refusalOfCharge(sale, asked, when), { reason, message }, why)
  }
})

t.test('a charge that goes ahead leaves nothing to pay, and its hold is in force', async () => {
  const cents = fc.integer({ min: 0, max: 5000 })
  fc.assert(
    fc.property(cents, cents, fc.integer({ min: -60, max: 60 }), (paid, wanted, seconds) => {
      const entries = [aNamedEntry({ gross: (paid / 100).toFixed(2) })]
      const heldUntil = new Date(now + seconds * 1000).toISOString()
      const sale = aSale({ entries, ...reserved({ heldUntil }) })
      const refusal = refusalOfCharge(sale, { amount: BigInt(wanted), currency: 'EUR' }, when)
      return (refusal === undefined) === (paid + wanted === 2990 && wanted > 0 && seconds > 10)
    }),
  )
})
