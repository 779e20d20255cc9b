import t from 'tap'
import { type HeldOrder, pendingReason } from '../../../hooks/rules/order/pending-reason.ts'
import type { ReservationFacts } from '../../../hooks/rules/reservation.ts'
import { aReservation } from '../../fixtures/rules/box-office.ts'
import { aHeldOrder, aLedger } from '../../fixtures/rules/money.ts'

t.test('does not change its arguments', async t => {
  const held = aHeldOrder({ ledger: aLedger({ paid: 1000n, pending: 500n }) })
  const before = structuredClone(held)
  pendingReason(held)
  t.strictSame(held, before)
})

/** The reservation of an order whose hold is kept for announced money. */
function kept(said: Partial<ReservationFacts>): ReservationFacts {
  return aReservation({ heldUntil: '2026-11-27T08:00:00Z', pending: true, ...said })
}

t.test('a held order has the reason for its wait', async t => {
  const paid = (paid: bigint, pending = 0n) => ({ ledger: aLedger({ paid, received: paid, pending }) })
  const table: [why: string, held: Partial<HeldOrder>, reason: string, message: string][] = [
    ['of nothing', { quantity: 0, total: 0n }, 'NothingOrdered', 'No tickets are ordered'],
    [
      '0 tickets, although it was paid for once',
      { quantity: 0, total: 0n, ...paid(2990n) },
      'NothingOrdered',
      'No tickets are ordered',
    ],
    [
      'that grows from nothing',
      { reservation: aReservation({ quantity: 0 }), total: 0n, ...paid(2990n) },
      'Reserving',
      'Waiting for the box office to hold the tickets',
    ],
    ['that is free', { free: true, total: 0n }, 'FreeOrder', 'Nothing to pay; the sale is being confirmed'],
    ['that nothing is paid for', {}, 'AwaitingPayment', 'Pay 29.90 EUR'],
    [
      'that nothing is paid for, with an eCheck on its way',
      paid(0n, 2990n),
      'AwaitingPayment',
      'Pay 29.90 EUR (29.90 EUR pending at the gateway)',
    ],
    ['that a cent is missing for', paid(2989n), 'Underpaid', 'Pay 0.01 EUR more: 29.89 of 29.90 EUR is paid'],
    [
      'that is paid in part, with the rest on its way',
      paid(1000n, 1990n),
      'Underpaid',
      'Pay 19.90 EUR more: 10.00 of 29.90 EUR is paid (19.90 EUR pending at the gateway)',
    ],
    [
      'that is held until a time',
      { reservation: aReservation({ heldUntil: '2026-11-20T08:15:00Z' }) },
      'AwaitingPayment',
      'Pay 29.90 EUR by 2026-11-20T08:15:00Z',
    ],
    [
      'that is kept for announced money',
      { reservation: kept({}), ...paid(0n, 2990n) },
      'AwaitingPayment',
      '29.90 EUR is announced by the gateway; the tickets are kept until 2026-11-27T08:00:00Z',
    ],
    [
      'that is kept for the announced rest',
      { reservation: kept({}), ...paid(1000n, 1990n) },
      'Underpaid',
      '10.00 of 29.90 EUR is paid and 19.90 EUR is announced by the gateway; the tickets are kept until 2026-11-27T08:00:00Z',
    ],
    [
      'the announced money covers more than the price',
      { reservation: kept({}), ...paid(0n, 5000n) },
      'AwaitingPayment',
      '50.00 EUR is announced by the gateway; the tickets are kept until 2026-11-27T08:00:00Z',
    ],
    [
      'the announced money no longer covers the price',
      { reservation: kept({}), ...paid(0n, 2989n) },
      'AwaitingPayment',
      'Pay 29.90 EUR by 2026-11-27T08:00:00Z (29.89 EUR pending at the gateway)',
    ],
    [
      'the money is announced again after a failed announcement',
      { reservation: kept({ pending: false }), ...paid(0n, 2990n) },
      'AwaitingPayment',
      'Pay 29.90 EUR by 2026-11-27T08:00:00Z (29.90 EUR pending at the gateway)',
    ],
    [
      'whose announcement failed',
      { reservation: kept({ pending: false }) },
      'AwaitingPayment',
      'Pay 29.90 EUR by 2026-11-27T08:00:00Z',
    ],
    [
      'with more refunded than paid',
      { ...paid(-1000n), reservation: aReservation({ heldUntil: '2026-11-20T08:15:00Z' }) },
      'AwaitingPayment',
      '10.00 EUR more was refunded than paid; check the payments of the order before it is paid',
    ],
    [
      'that is paid to the cent',
      paid(2990n),
      'PaymentReceived',
      'The payment was received; the sale is being confirmed',
    ],
    ['that is overpaid', paid(9999n), 'PaymentReceived', 'The payment was received; the sale is being confirmed'],
    ['without a reservation in sight', { reservation: undefined, currency: undefined }, 'AwaitingPayment', 'Pay 29.90'],
  ]
  for (const [why, held, reason, message] of table) {
    t.strictSame(pendingReason(aHeldOrder(held)), { reason, message }, `a held order ${why}`)
  }
})
