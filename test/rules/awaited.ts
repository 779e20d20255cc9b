import t from 'tap'
import { awaited, type HeldOrder } from '../../hooks/rules/awaited.ts'
import { aReservation } from '../fixtures/rules-box-office.ts'
import { aHeldOrder, aLedger } from '../fixtures/rules-money.ts'

t.test('does not change its arguments', async t => {
  const held = aHeldOrder({ ledger: aLedger({ paid: 1000n, pending: 500n }) })
  const before = structuredClone(held)
  awaited(held)
  t.strictSame(held, before)
})

t.test('a held order says what it waits for', async t => {
  const paid = (paid: bigint, pending = 0n) => ({ ledger: aLedger({ paid, received: paid, pending }) })
  const table: [why: string, held: Partial<HeldOrder>, reason: string, message: string][] = [
    ['of nothing', { quantity: 0, total: 0n }, 'NothingOrdered', 'No tickets are ordered'],
    [
      'of nothing, though it was paid for once',
      { quantity: 0, total: 0n, ...paid(2990n) },
      'NothingOrdered',
      'No tickets are ordered',
    ],
    [
      'that grows from nothing',
      { reservation: aReservation({ quantity: 0 }), total: 0n, ...paid(2990n) },
      'Reserving',
      'The plan "early-bird" has not reserved the tickets yet',
    ],
    ['that is free', { free: true, total: 0n }, 'FreeOrder', 'Nothing is to be paid, the sale is being confirmed'],
    ['that nothing is paid for', {}, 'AwaitingPayment', '29.90 EUR are to be paid'],
    [
      'that nothing is paid for, with an eCheck on its way',
      paid(0n, 2990n),
      'AwaitingPayment',
      '29.90 EUR are to be paid, 29.90 EUR are announced',
    ],
    ['that a cent is missing for', paid(2989n), 'Underpaid', '29.89 EUR of 29.90 EUR are paid'],
    [
      'that is paid in part, with the rest on its way',
      paid(1000n, 1990n),
      'Underpaid',
      '10.00 EUR of 29.90 EUR are paid, 19.90 EUR are announced',
    ],
    [
      'that is held until a time',
      { reservation: aReservation({ heldUntil: '2026-11-20T08:15:00Z' }) },
      'AwaitingPayment',
      '29.90 EUR are to be paid until 2026-11-20T08:15:00Z',
    ],
    ['with less than nothing paid', paid(-2990n), 'AwaitingPayment', '29.90 EUR are to be paid'],
    [
      'that is paid to the cent',
      paid(2990n),
      'PaymentReceived',
      'The payment was received, the sale is being confirmed',
    ],
    ['that is overpaid', paid(9999n), 'PaymentReceived', 'The payment was received, the sale is being confirmed'],
    [
      'without a reservation in sight',
      { reservation: undefined, currency: undefined },
      'AwaitingPayment',
      '29.90 are to be paid',
    ],
  ]
  for (const [why, held, reason, message] of table) {
    t.strictSame(awaited(aHeldOrder(held)), { reason, message }, `a held order ${why}`)
  }
})
