import type { Turn } from './turn.ts'

/** The schedules that are about money: payments in time or late, announced, and sent back. */
export const moneyTurns = {
  // Buyers pay just before their holds end; views are younger than the 30 s of grace.
  deadlines: {
    share: 8,
    steps: { events: 12, gateway: 16, clock: 10, organizer: 1, buyer: 6 },
    buyers: { order: 75, scale: 5, cancel: 3, delete: 15, 'delete in the foreground': 0, name: 2 },
    chances: { free: 0, coupon: 5, 'no limit': 0, 'bit by bit': 90 },
    quantities: [1],
    seats: 6,
    holdMinutes: [1],
    leaps: [1, 2, 2, 5, 5, 10, 10, 15, 21],
    lagMs: 20_000,
  },
  // Orders lapse and are paid late, while prices, dates and coupons change.
  'late money': {
    share: 6,
    steps: { gateway: 14, clock: 8, organizer: 8, buyer: 8, events: 24 },
    buyers: { order: 75, scale: 8, cancel: 2, delete: 4, 'delete in the foreground': 0, name: 0 },
    organizers: { price: 35, active: 6, capacity: 8, limit: 4, coupon: 8, plan: 2, dates: 35, limits: 4 },
    gateways: {
      right: 60,
      short: 2,
      much: 2,
      foreign: 1,
      pending: 0,
      refund: 2,
      'failed refund': 0,
      dispute: 0,
      denied: 0,
      stray: 0,
    },
    chances: { dates: 60, free: 0, coupon: 40, hidden: 10, pending: 0, 'no limit': 20, upgraded: 0, 'bit by bit': 60 },
    quantities: [1, 1, 2],
    coupons: ['any', 'some', 'half'],
    seats: 6,
    holdMinutes: [1],
    leaps: [1, 2, 5, 10, 31, 61, 95],
    lagMs: 20_000,
  },
  // Money goes back, in parts and in full, and comes back again: the bank of a buyer returns it.
  refunds: {
    share: 5,
    steps: { gateway: 16, endpoint: 30, buyer: 8, organizer: 1, events: 22 },
    buyers: { order: 65, scale: 14, cancel: 14, delete: 4, 'delete in the foreground': 1, name: 2 },
    gateways: {
      ...{ right: 50, short: 3, much: 6, foreign: 2, pending: 0, refund: 30, 'failed refund': 14 },
      ...{ dispute: 3, denied: 0, stray: 0 },
    },
    chances: { free: 0, coupon: 10, room: 20, upgraded: 5, 'bit by bit': 70 },
    quantities: [1, 1, 2, 3],
    seats: 5,
    lagMs: 20_000,
  },
  // The currency of the plan changes while orders are refused, have lapsed, or are paid for.
  exchange: {
    share: 8,
    steps: { gateway: 14, clock: 4, organizer: 8 },
    organizers: { price: 5, active: 35, capacity: 15, limit: 0, coupon: 5, currency: 40 },
    chances: { free: 0, coupon: 10, upgraded: 0 },
    holdMinutes: [1],
    leaps: [1, 2, 5, 31, 61, 95],
  },
  // Buyers ask for more time, and orders come off the waitlist, while plans change the times to pay.
  'time to pay': {
    share: 8,
    steps: { buyer: 14, organizer: 4, clock: 6, gateway: 4 },
    buyers: { order: 40, scale: 12, cancel: 8, delete: 4, 'delete in the foreground': 0, name: 0, 'ask for time': 35 },
    organizers: { price: 2, active: 4, capacity: 20, limit: 2, coupon: 4, plan: 4, terms: 40 },
    chances: { terms: 80, pending: 0, free: 5, coupon: 20, 'no limit': 10, upgraded: 2, 'two leaders': 25 },
    quantities: [1, 1, 1, 2, 0],
    seats: 2,
    holdMinutes: [1, 1, 2],
    leaps: [1, 2, 5, 10, 21, 31, 31, 61, 95, 121],
    lagMs: 20_000,
  },
  // Gateways announce money, and pay or deny it later: within the hours for which a plan keeps a hold, or not.
  'announced money': {
    share: 10,
    steps: { gateway: 20, endpoint: 50, clock: 5, organizer: 2, buyer: 7 },
    buyers: { order: 70, scale: 12, cancel: 4, delete: 6, 'delete in the foreground': 0, name: 0, 'ask for time': 8 },
    organizers: { price: 2, active: 4, capacity: 15, limit: 2, coupon: 4, plan: 4, terms: 30 },
    gateways: {
      right: 8,
      short: 5,
      much: 2,
      foreign: 2,
      pending: 50,
      refund: 4,
      'failed refund': 1,
      dispute: 1,
      denied: 25,
      stray: 1,
    },
    chances: { pending: 85, terms: 30, free: 0, coupon: 10, 'no limit': 10, upgraded: 2, 'bit by bit': 80 },
    quantities: [1, 1, 1, 2],
    seats: 3,
    holdMinutes: [1, 2, 5],
    leaps: [1, 2, 5, 10, 10, 21, 31, 61, 121, 600, 3_600],
    lagMs: 20_000,
  },
} satisfies Record<string, Turn>
