import { cancel, coupon, edit, lapse, order, plan, pool, remove, report, type Schedule, scale } from './step.ts'

// The two clocks differ, and real time passes: every date is long past for both, or far ahead of both.
const past = '2020-01-01T00:00:00Z'
const future = '2099-01-01T00:00:00Z'

const hall = { planRef: 'hall' }
const early = { planRef: 'early' }
const discount = { couponRef: 'early', price: 19.9 }
const half = { couponRef: 'half', price: 14.95 }
const third = { couponRef: 'third' }
const pending = { status: 'Pending' }

/** Schedules of sales with pools, dates, limits, and times to pay. */
export const salesSchedules: Schedule[] = [
  {
    name: 'shares-a-pool',
    steps: [
      [pool('hall', 4), plan('early', { poolRef: 'hall', capacity: 2 }), plan('standard', { poolRef: 'hall' })],
      [order('order-1', early), order('order-2', { quantity: 2 }), order('order-3', { ...early, quantity: 2 })],
      [report('order-1', '29.90'), report('order-2', '59.80')],
      order('order-4', { quantity: 3 }),
      edit('SeatPool', 'hall', { capacity: 7 }),
      edit('Plan', 'early', { capacity: 3 }),
      // Fewer seats than are sold.
      edit('SeatPool', 'hall', { capacity: 2 }),
      [order('order-5'), cancel('order-4')],
      edit('SeatPool', 'hall', { capacity: 5 }),
      scale('order-2', 1),
      [
        edit('Plan', 'early', { poolRef: 'other' }),
        edit('Plan', 'early', { poolRef: null }),
        edit('Plan', 'early', { capacity: null }),
        edit('Plan', 'standard', { capacity: 3 }),
      ],
    ],
  },
  {
    name: 'misses-its-pool',
    steps: [
      [plan('early', { poolRef: 'hall' }), plan('standard', { poolRef: 'hall' })],
      [order('order-1', early), order('order-2', { quantity: 2 })],
      pool('hall', 2),
      report('order-1', '29.90'),
      remove('SeatPool', 'hall'),
      [scale('order-2', 1), order('order-3', early)],
      pool('hall', 3),
      scale('order-3', 2),
      remove('SeatPool', 'hall'),
      remove('Plan', 'early'),
      plan('early', { capacity: 3 }),
      order('order-4', early),
    ],
  },
  {
    name: 'sells-between-dates',
    steps: [
      [plan('standard', { salesStart: future }), plan('hall', { capacity: 1, salesEnd: future })],
      order('order-1'),
      edit('Plan', 'standard', { salesStart: past }),
      order('order-2'),
      edit('Plan', 'standard', { salesEnd: future }),
      [order('order-3', hall), order('order-4', hall)],
      [edit('Plan', 'standard', { salesStart: null, salesEnd: past }), edit('Plan', 'hall', { salesEnd: past })],
      [order('order-5', hall), scale('order-2', 2)],
      cancel('order-3'),
      edit('Plan', 'standard', { salesEnd: null }),
      report('order-2', '59.80'),
      [edit('Plan', 'hall', { salesStart: future }), edit('Plan', 'hall', { salesEnd: null })],
    ],
  },
  {
    name: 'limits-each-order',
    steps: [
      [
        plan('standard', { maxPerOrder: 2 }),
        plan('hall', { capacity: 3, maxPerOrder: 3 }),
        plan('open', { price: 0, maxPerOrder: 2 }),
      ],
      [order('order-1', { quantity: 3 }), order('order-2', { quantity: 2 })],
      edit('Plan', 'standard', { maxPerOrder: 3 }),
      scale('order-2', 4),
      edit('Plan', 'standard', { maxPerOrder: 4 }),
      [order('order-3', { ...hall, quantity: 3 }), order('order-4', { ...hall, quantity: 2 })],
      edit('Plan', 'hall', { maxPerOrder: 1 }),
      cancel('order-3'),
      edit('Plan', 'hall', { maxPerOrder: null }),
      order('order-5', { planRef: 'open', price: 0 }),
      scale('order-5', 3),
      scale('order-5', 2),
    ],
  },
  {
    name: 'hides-a-plan',
    steps: [
      [plan('standard', { hidden: true }), coupon('early', { price: 10, planRef: 'standard' })],
      coupon('half', { percent: 50 }),
      [order('order-1'), order('order-2', half), order('order-3', discount)],
      edit('Plan', 'standard', { hidden: false }),
      edit('Plan', 'standard', { hidden: true }),
      remove('Coupon', 'early'),
      [order('order-4', discount), scale('order-1', 2)],
      report('order-3', '19.90'),
    ],
  },
  {
    name: 'shares-a-coupon',
    steps: [
      [plan('standard'), plan('hall', { price: 10.1, capacity: 9 }), plan('yen', { price: 999, currency: 'JPY' })],
      [coupon('half', { percent: 50, maxTickets: 4, maxPerOrder: 3 }), coupon('third', { percent: 33 })],
      [order('order-1', { ...third, price: 20.03 }), order('order-2', { ...third, planRef: 'yen', price: 669 })],
      [
        order('order-3', { ...half, quantity: 2 }),
        order('order-4', { ...half, ...hall, price: 5.05 }),
        order('order-5', { ...half, quantity: 2 }),
      ],
      order('order-6', { ...half, quantity: 4 }),
      edit('Coupon', 'half', { maxTickets: 6 }),
      edit('Coupon', 'half', { maxPerOrder: 1 }),
      scale('order-4', 2),
      edit('Coupon', 'half', { maxPerOrder: null }),
      cancel('order-3'),
      [report('order-4', '10.10'), report('order-5', '29.90')],
      [
        ...[{ maxTickets: 5 }, { maxTickets: null }, { planRef: 'hall' }, { price: 5 }, { percent: null }].map(spec =>
          edit('Coupon', 'half', spec),
        ),
        edit('Coupon', 'half', { percent: null, price: 5 }),
      ],
      order('order-7', { ...half, price: 24.9, quantity: 2 }),
    ],
  },
  {
    name: 'ends-a-coupon',
    steps: [
      [plan('standard'), plan('hall', { capacity: 1 }), coupon('early', { price: 10, validUntil: past })],
      order('order-1', discount),
      edit('Coupon', 'early', { validUntil: future }),
      [order('order-2', discount), order('order-3', hall), order('order-4', { ...hall, ...discount })],
      edit('Coupon', 'early', { validUntil: past }),
      [scale('order-2', 2), cancel('order-3')],
      report('order-2', '19.90'),
      edit('Coupon', 'early', { validUntil: null }),
      coupon('gift', { percent: 100, maxTickets: 3, validUntil: future }),
      order('order-5', { couponRef: 'gift', price: 0 }),
      scale('order-5', 2),
      remove('Coupon', 'gift'),
    ],
  },
  {
    name: 'asks-for-time',
    steps: [
      plan('hall', { capacity: 3, holdMinutes: 20, maxHoldMinutes: 60 }),
      [order('order-1', { ...hall, holdUntil: future }), order('order-2', hall)],
      edit('Order', 'order-2', { holdUntil: future }),
      edit('Plan', 'hall', { maxHoldMinutes: 90 }),
      [
        edit('Plan', 'hall', { maxHoldMinutes: 5 }),
        edit('Order', 'order-1', { holdUntil: past }),
        edit('Order', 'order-1', { holdUntil: null }),
      ],
      // It still asks for its time, and gets it again. The other end shows that the engine has seen all of it.
      [lapse('order-1'), edit('Plan', 'hall', { maxHoldMinutes: 120 })],
      order('order-3', { ...hall, holdUntil: past }),
      lapse('order-3'),
      report('order-3', '29.90'),
    ],
  },
  {
    name: 'comes-off-the-waitlist',
    steps: [
      plan('hall', { capacity: 1, offerMinutes: 20 }),
      [order('order-1', hall), order('order-2', hall), order('order-3', { ...hall, holdUntil: future })],
      order('order-4', hall),
      cancel('order-1'),
      edit('Plan', 'hall', { offerMinutes: 30, maxHoldMinutes: 45 }),
      lapse('order-2'),
      cancel('order-3'),
      [report('order-2', '29.90'), report('order-4', '29.90')],
    ],
  },
  {
    name: 'announces-money',
    steps: [
      plan('hall', { capacity: 4, pendingHours: 2 }),
      [order('order-1', hall), order('order-2', hall), order('order-3', hall), order('order-4', hall)],
      [report('order-1', '29.90', pending), report('order-2', '9.90', pending), report('order-3', '29.90', pending)],
      [report('order-3', '29.90'), scale('order-1', 2)],
      scale('order-1', 1),
      report('order-1', '29.90', { status: 'Denied' }),
      // Announced money keeps a hold only once.
      report('order-1', '29.90', { ...pending, transaction: 'again' }),
      lapse('order-1'),
      report('order-1', '29.90', { transaction: 'again' }),
      edit('Plan', 'hall', { pendingHours: 0 }),
      report('order-4', '29.90', pending),
      edit('Plan', 'hall', { pendingHours: 3 }),
    ],
  },
]
