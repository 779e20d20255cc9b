import t from 'tap'
import { orderMoney, unheldTickets } from '../../../hooks/shop/model/order-money.ts'
import { anOrder, aPlan, minuteAgo } from '../../fixtures/objects.ts'

function refund(status: 'True' | 'False' | 'Unknown', message: string) {
  return { conditions: [{ type: 'RefundDue', status, reason: 'R', message, lastTransitionTime: minuteAgo }] }
}
const held = { payment: 'PENDING', quantity: 0, reason: 'AwaitingPayment', currency: 'EUR' } as const
const nothing = { refundsDue: [], isDeciding: false }

t.strictSame(
  orderMoney(anOrder({ quantity: 2 }), aPlan({ currency: 'CHF' })),
  { price: '29.90', currency: 'CHF', total: '59.80', paid: '0.00', ...nothing },
  'before it is decided, an order costs its price in the currency of its plan',
)
t.strictSame(
  orderMoney(anOrder({ quantity: 2, status: { ...held, total: '29.90', paid: '0.00' } }), aPlan()),
  { price: '29.90', currency: 'EUR', total: '29.90', paid: '0.00', due: '29.90', ...nothing },
  'a held order asks for what the box office says',
)
t.strictSame(
  orderMoney(anOrder({ status: { ...held, reason: 'Underpaid', total: '29.90', paid: '10.00' } }), undefined),
  { price: '29.90', currency: 'EUR', total: '29.90', paid: '10.00', due: '19.90', ...nothing },
  'an underpaid order asks for the rest, even without its plan',
)
t.strictSame(
  ['5.00', '19.90', '29.90'].map(pending => {
    const status = { ...held, reason: 'Underpaid', total: '29.90', paid: '10.00', pending }
    const { due, announced } = orderMoney(anOrder({ status }), undefined)
    return [due, announced]
  }),
  [
    ['19.90', undefined],
    [undefined, '19.90'],
    [undefined, '29.90'],
  ],
  'nothing is due while money that covers the rest is on its way',
)
t.strictSame(
  [
    anOrder({ quantity: 3, status: { ...held, total: '29.90' } }),
    anOrder({ quantity: 3, status: { ...held, total: '89.70' } }),
    anOrder({ quantity: 1, status: { ...held, total: '89.70' } }),
    anOrder({ quantity: 3, status: { ...held, total: '0.00' } }),
    anOrder({ quantity: 3, price: 0, status: { ...held, total: '0.00' } }),
    anOrder({ quantity: 3, status: held }),
    anOrder({ quantity: 3, status: { ...held, payment: 'CONFIRMED', total: '29.90' } }),
    anOrder({ quantity: 3, status: { payment: 'PENDING', quantity: 0 } }),
  ].map(unheldTickets),
  [2, 0, 0, 0, 0, 0, 0, 0],
  'a hold with a smaller total lacks tickets',
)
const partlyRefunded = (message: string) => ({
  conditions: [
    { type: 'Paid', status: 'False', reason: 'PartlyRefunded', message, lastTransitionTime: minuteAgo } as const,
  ],
})
t.strictSame(
  ['10.00 of 59.80 EUR was refunded', '300 of 5980 JPY was refunded', 'something was refunded'].map(message => {
    const status = { ...held, payment: 'CONFIRMED', total: '59.80', paid: '49.80', ...partlyRefunded(message) } as const
    const { paid, partRefund } = orderMoney(anOrder({ quantity: 2, status }), undefined)
    return [paid, partRefund]
  }),
  [
    ['49.80', { refunded: '10.00', received: '59.80' }],
    ['49.80', { refunded: '300', received: '5980' }],
    ['49.80', undefined],
  ],
  'a refund of a part is an amount of its own',
)
const { status: _, ...unseen } = anOrder()
t.equal(unheldTickets(unseen), 0, 'an order without a status lacks none')
t.strictSame(
  orderMoney(anOrder(), undefined),
  { price: '29.90', currency: '', total: '29.90', paid: '0.00', ...nothing },
  'without plan and decision the currency is not known',
)
t.strictSame(
  orderMoney(anOrder({ status: held }), undefined).total,
  '29.90',
  'a status without a total leaves the price times the tickets',
)

const gone = {
  payment: 'REJECTED',
  reason: 'Unseated',
  quantity: 0,
  currency: 'EUR',
  total: '29.90',
  paid: '34.90',
} as const
t.strictSame(
  orderMoney(
    anOrder({ status: { ...gone, ...refund('True', 'Refund 34.90 EUR, 5 JPY and money in further currencies') } }),
    undefined,
  ),
  {
    price: '29.90',
    currency: 'EUR',
    total: '29.90',
    paid: '34.90',
    refundsDue: [
      { amount: '34.90', currency: 'EUR' },
      { amount: '5', currency: 'JPY' },
    ],
    isDeciding: false,
  },
  'refunds are those of the condition',
)
t.strictSame(
  [refund('False', 'Nothing to refund'), refund('Unknown', 'Waiting'), {}].map(condition => {
    const { refundsDue, isDeciding } = orderMoney(anOrder({ status: { ...gone, ...condition } }), undefined)
    return [refundsDue, isDeciding]
  }),
  [
    [[], false],
    [[], true],
    [[], false],
  ],
  'there is none to be had without the condition, and none yet while the box office decides',
)
t.equal(
  orderMoney(anOrder({ status: { ...gone, paid: '0.00', ...refund('Unknown', 'Waiting') } }), undefined).isDeciding,
  false,
  'without money there is nothing to decide',
)
t.strictSame(
  orderMoney(
    anOrder({ price: 29.905, status: { ...held, payment: 'REJECTED', reason: 'PriceMismatch', total: '0.00' } }),
    aPlan(),
  ),
  { currency: 'EUR', paid: '0.00', ...nothing },
  'a price that its currency cannot express is no amount',
)

t.strictSame(
  [
    anOrder({ quantity: 2, price: 29.5, status: { ...held, currency: 'JPY', total: '30' } }),
    anOrder({ quantity: 2, status: held }),
    anOrder({ quantity: 2, status: { ...held, total: 'much' } }),
  ].map(unheldTickets),
  [0, 0, 0],
  'an order whose amounts cannot be read lacks none',
)
