import t from 'tap'
import { type OrderFile, viewOrder } from '../../../hooks/shop/model/view-order.ts'
import { aConference, anOrder, aPlan, aTicket, minuteAgo, now } from '../../fixtures/objects.ts'

const plans = [aPlan({ title: 'Early', capacity: 5, maxPerOrder: 4, maxHoldMinutes: 60 })]
const path = '/conf/orders/order-1/secret'
const file: OrderFile = {
  conference: aConference(),
  order: anOrder(),
  tickets: [],
  stand: { plans, pools: [], now },
  path,
  linksOf: ({ metadata }) => ({ path: `/conf/tickets/${metadata.name}/secret` }),
  isAway: false,
}
const conference = { name: 'conf', title: 'Conf' }
const money = { price: '29.90', currency: 'EUR', refundsDue: [], isDeciding: false }
const common = {
  conference,
  name: 'order-1',
  path,
  plan: 'plan',
  planTitle: 'Early',
  placedAt: Date.parse(minuteAgo),
  tickets: [],
  ticketsAwaited: 0,
  ticketsUnsold: 0,
  isChanging: false,
  isDisputed: false,
  isPlanGone: false,
  isAway: false,
  alternatives: [],
}

t.strictSame(
  viewOrder(file),
  {
    ...common,
    ...money,
    state: 'reserving',
    reason: '',
    quantity: 1,
    total: '29.90',
    paid: '0.00',
    mostQuantity: 4,
    canCancel: true,
  },
  'a new order is being reserved',
)

const held = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'AwaitingPayment',
  total: '39.80',
  paid: '0.00',
  currency: 'EUR',
  expiresAt: '2026-11-20T08:14:00Z',
} as const
t.strictSame(
  viewOrder({
    ...file,
    order: anOrder({ quantity: 2, price: 19.9, couponRef: 'friend', status: held }),
    isAway: true,
  }),
  {
    ...common,
    ...money,
    price: '19.90',
    state: 'held',
    reason: 'AwaitingPayment',
    coupon: 'friend',
    quantity: 2,
    total: '39.80',
    paid: '0.00',
    due: '39.80',
    expiresAt: Date.parse(held.expiresAt),
    latestEnd: Date.parse('2026-11-20T08:29:00Z'),
    mostQuantity: 4,
    canCancel: true,
    isAway: true,
  },
  'a held order has an end, and more time to be had',
)

const waiting = {
  payment: 'PENDING',
  quantity: 0,
  reason: 'Waitlisted',
  message: 'x; 3 orders wait before this one',
} as const
t.match(
  viewOrder({ ...file, order: anOrder({ status: waiting }) }),
  { waitedBefore: 3, waitlist: { minutes: 15 } },
  'a waiting order has its place, and the time that it will have',
)

t.match(
  viewOrder({ ...file, order: anOrder({ status: { ...held, total: '29.90', pending: '29.90' } }) }),
  { announced: '29.90', due: undefined, latestEnd: undefined },
  'money that is on its way needs no more time',
)

const reserved = {
  type: 'Reserved',
  status: 'True' as const,
  reason: 'Held',
  message: 'Holding 1 of 3 tickets: not enough seats are free for the others',
  lastTransitionTime: minuteAgo,
}
t.match(
  viewOrder({
    ...file,
    order: anOrder({ quantity: 3, status: { ...held, total: '29.90', conditions: [reserved] } }),
  }),
  { quantity: 3, total: '29.90', ticketsUnsold: 2, isMoreAwaited: true },
  'a hold that waits for more seats has fewer tickets than ordered',
)

const sold = {
  payment: 'CONFIRMED',
  reason: 'PaymentReceived',
  total: '59.80',
  paid: '59.80',
  currency: 'EUR',
} as const
t.test('tickets appear one by one', async t => {
  const order = anOrder({ quantity: 2, status: { ...sold, quantity: 2, seats: [1, 2] } })
  const tickets = [aTicket({ name: 'plan-0000001' })]
  const { tickets: views, ticketsAwaited, ticketsUnsold, mostQuantity } = viewOrder({ ...file, order, tickets })
  t.strictSame(
    { views, ticketsAwaited, ticketsUnsold, mostQuantity },
    {
      views: [
        { name: 'plan-0000001', plan: 'plan', planTitle: 'Early', seat: 1, path: '/conf/tickets/plan-0000001/secret' },
      ],
      ticketsAwaited: 1,
      ticketsUnsold: 0,
      mostQuantity: 2,
    },
  )
})

t.test('tickets that were not sold do not appear', async t => {
  const condition = {
    type: 'Ticketed',
    status: 'False' as const,
    reason: 'TicketsNotReserved',
    message: '',
    lastTransitionTime: minuteAgo,
  }
  const order = anOrder({ quantity: 3, status: { ...sold, quantity: 2, conditions: [condition] } })
  const { ticketsAwaited, ticketsUnsold } = viewOrder({ ...file, order, tickets: [] })
  t.strictSame({ ticketsAwaited, ticketsUnsold }, { ticketsAwaited: 2, ticketsUnsold: 1 })
})

t.test('an order that got nothing shows the other plans on sale', async t => {
  const order = anOrder({ planRef: 'gone', status: { payment: 'REJECTED', quantity: 0, reason: 'PlanNotFound' } })
  const stand = { ...file.stand, plans: [...plans, aPlan({ name: 'over', salesEnd: minuteAgo })] }
  const { state, planTitle, isPlanGone, alternatives } = viewOrder({ ...file, order, stand })
  t.strictSame(
    { state, planTitle, isPlanGone, alternatives: alternatives.map(({ plan }) => plan) },
    { state: 'refused', planTitle: 'gone', isPlanGone: true, alternatives: ['plan'] },
  )
  const { status: _, ...unseen } = order
  t.equal(viewOrder({ ...file, order: unseen }).reason, '', 'an order without a status has no reason')
})
