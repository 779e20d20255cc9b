import { checkoutTurn } from './checkout-turn.ts'
import type { Focus } from './usual.ts'

/** The share of schedules with this focus, by weight, and their differences from the defaults. */
export interface Turn extends Partial<Omit<Focus, 'steps' | 'buyers' | 'organizers' | 'gateways' | 'chances'>> {
  share: number
  steps?: Partial<Focus['steps']>
  buyers?: Partial<Focus['buyers']>
  organizers?: Partial<Focus['organizers']>
  gateways?: Partial<Focus['gateways']>
  chances?: Partial<Focus['chances']>
}

/** The subjects of schedules: each plays some actions more often, so that its rules are tried in depth. */
export const turns = {
  everything: {
    share: 14,
    chances: {
      'two engines': 35,
      'plans go': 20,
      room: 20,
      pool: 30,
      dates: 20,
      terms: 30,
      pending: 30,
      limits: 20,
      hidden: 10,
    },
  },
  seats: { share: 8 },
  coupons: { share: 8, coupons: ['few', 'few', 'gift', 'both', 'both'], chances: { coupon: 85, room: 20 } },
  gifts: { share: 4, chances: { free: 100 } },
  // More orders than seats, and seats are released while a write for a waiting order is under way.
  waitlist: {
    share: 6,
    steps: { 'box office': 40, events: 34, buyer: 14, organizer: 1, engine: 10, gateway: 2, endpoint: 2 },
    buyers: { order: 30, crowd: 10, scale: 12, cancel: 34, delete: 8, 'delete in the foreground': 0, name: 6 },
    chances: { 'two engines': 0, 'two leaders': 0, free: 0, coupon: 0, 'no limit': 0, upgraded: 25, 'bit by bit': 95 },
    quantities: [1, 1, 1, 2],
    seats: 2,
  },
  // Two box offices grant the same seat, or the last redemption: each sees the other's grant late.
  'two leaders': {
    share: 18,
    steps: { events: 20, buyer: 12, organizer: 1, clock: 1 },
    buyers: { order: 15, crowd: 30, scale: 50, cancel: 1, delete: 4, 'delete in the foreground': 1, name: 0 },
    chances: {
      'two leaders': 100,
      free: 70,
      'no limit': 50,
      coupon: 65,
      room: 10,
      'bit by bit': 95,
      terms: 35,
      pending: 20,
    },
    quantities: [1, 0],
    coupons: ['gift', 'gift', 'few', 'both', 'some'],
    seats: 6,
  },
  // Two leaders decide at once from different views: their holds overlap in rows.
  'rows of holds': {
    share: 10,
    steps: {
      race: 20,
      buyer: 10,
      'box office': 6,
      events: 4,
      engine: 10,
      organizer: 0,
      clock: 1,
      gateway: 2,
      endpoint: 2,
      crash: 0,
      'box office crash': 0,
      gap: 0,
      handover: 0,
      garbage: 8,
    },
    buyers: { order: 40, crowd: 10, scale: 40, cancel: 8, delete: 8, 'delete in the foreground': 0, name: 0 },
    chances: {
      'two leaders': 100,
      free: 85,
      'no limit': 5,
      coupon: 70,
      room: 0,
      pool: 0,
      'bit by bit': 95,
      'plans go': 0,
    },
    quantities: [1, 1, 2, 2, 3],
    coupons: ['gift', 'both', 'some', 'some', 'some'],
    seats: 6,
  },
  // The leader is paused in the middle of its writes, and continues when another one leads.
  handover: {
    share: 12,
    steps: { 'box office': 20, handover: 10, 'box office crash': 3, buyer: 12, events: 22 },
    buyers: { order: 30, crowd: 25, scale: 35, cancel: 3, delete: 4, 'delete in the foreground': 1, name: 0 },
    chances: { standby: 100, 'two leaders': 0, free: 50, coupon: 40, 'bit by bit': 90 },
    quantities: [1, 1, 2, 0],
    seats: 5,
  },
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
  // The currency of the plan changes while orders are refused, have lapsed, or are paid for.
  exchange: {
    share: 8,
    steps: { gateway: 14, clock: 4, organizer: 8 },
    organizers: { price: 5, active: 35, capacity: 15, limit: 0, coupon: 5, currency: 40 },
    chances: { free: 0, coupon: 10, upgraded: 0 },
    holdMinutes: [1],
    leaps: [1, 2, 5, 31, 61, 95],
  },
  // Plans are deleted and recreated before the watches show all of their sales.
  again: {
    share: 6,
    steps: { organizer: 8, garbage: 8 },
    buyers: { order: 65, scale: 10, cancel: 4, delete: 4, 'delete in the foreground': 0, name: 17 },
    organizers: { price: 2, active: 2, capacity: 6, limit: 0, coupon: 0, plan: 90 },
    chances: { 'plans go': 100, free: 50, 'bit by bit': 90, upgraded: 0, 'other seats': 35, 'no limit': 30 },
    quantities: [1, 1, 2],
  },
  // Buyers scale their orders up and down while engines still see older views of these orders.
  'second thoughts': {
    share: 8,
    steps: { buyer: 12, crash: 3 },
    buyers: { order: 35, scale: 55, cancel: 3, delete: 3, 'delete in the foreground': 0, name: 4 },
    chances: { 'two engines': 80, free: 20, coupon: 10, 'bit by bit': 80 },
  },
  // Orders are deleted, and placed again under the same name before their dependents are collected.
  'same name again': {
    share: 8,
    steps: { buyer: 16, garbage: 5, clock: 4 },
    buyers: { order: 45, scale: 8, cancel: 3, delete: 25, 'delete in the foreground': 12, orphan: 4, name: 3 },
    chances: { free: 30, 'bit by bit': 80 },
    quantities: [1, 1, 2],
    leaps: [1, 1, 2, 5, 31, 121, 121, 300],
    seats: 3,
    names: 2,
  },
  // Sold orders are deleted and collected, and their seats are sold again. Then a box office leads that has seen half of it.
  'sold and gone': {
    share: 8,
    steps: {
      buyer: 12,
      garbage: 14,
      handover: 8,
      events: 34,
      'box office': 30,
      engine: 36,
      organizer: 0,
      gateway: 1,
      endpoint: 2,
    },
    buyers: { order: 50, scale: 2, cancel: 0, delete: 30, 'delete in the foreground': 18, name: 0 },
    chances: {
      free: 100,
      standby: 100,
      'two leaders': 50,
      coupon: 0,
      room: 0,
      'no limit': 0,
      'bit by bit': 95,
      upgraded: 0,
      'plans go': 0,
    },
    quantities: [1, 1, 2],
    leaps: [1, 2, 5],
    names: 4,
    seats: 2,
  },
  // Orders do not own their reservations of 0.2.0 yet, be they originals or restored ones; the namespace is marked for a time.
  upgrade: {
    share: 8,
    steps: { mark: 2 },
    chances: { upgraded: 100, marked: 50, 'plans go': 0, standby: 80, 'two leaders': 30 },
    seats: 5,
  },
  // The conference is deleted in the middle of a sale.
  'namespace ends': {
    share: 3,
    steps: { end: 1, garbage: 12 },
    chances: { ends: 100 },
  },
  // Watches break off and list again, so they never show a deletion that happened in between.
  gaps: {
    share: 8,
    steps: { gap: 14, events: 18, buyer: 12, garbage: 8, organizer: 3 },
    buyers: { order: 50, scale: 12, cancel: 4, delete: 20, 'delete in the foreground': 6, name: 2 },
    organizers: { price: 5, active: 10, capacity: 20, limit: 5, coupon: 40, plan: 20 },
    chances: { 'plans go': 40, standby: 60, 'two leaders': 30, free: 30, coupon: 50, 'bit by bit': 85 },
  },
  // Plans share the seats of a pool, each up to a limit of its own. The pool changes, goes and comes.
  pools: {
    share: 16,
    steps: { buyer: 14, organizer: 3, gateway: 6 },
    buyers: { order: 55, crowd: 6, scale: 16, cancel: 10, delete: 6, 'delete in the foreground': 2, name: 1 },
    organizers: { price: 3, active: 8, capacity: 18, limit: 0, coupon: 4, plan: 12, pool: 40 },
    chances: {
      pool: 100,
      'own limit': 60,
      'plans go': 40,
      'other seats': 10,
      'two leaders': 30,
      free: 35,
      coupon: 15,
      room: 2,
    },
    quantities: [1, 1, 1, 2, 2, 0],
  },
  // Sales begin and end, and coupons end, while orders are under way. Views are younger than most of these times.
  dates: {
    share: 10,
    steps: { buyer: 14, organizer: 4, clock: 5 },
    buyers: { order: 60, scale: 25, cancel: 4, delete: 6, 'delete in the foreground': 0, name: 2 },
    organizers: { price: 2, active: 4, capacity: 15, limit: 4, coupon: 4, plan: 4, dates: 60, pool: 0 },
    chances: { dates: 90, free: 30, coupon: 40, 'no limit': 30, room: 30, upgraded: 0, 'bit by bit': 70 },
    coupons: ['any', 'some', 'half', 'few'],
    leaps: [1, 2, 2, 5, 5, 10, 15, 21, 31],
    lagMs: 20_000,
  },
  // Coupons allow some tickets, and plans and coupons some for each order; some plans are sold with a coupon only.
  limits: {
    share: 14,
    steps: { buyer: 16, organizer: 2, events: 22, clock: 1 },
    buyers: { order: 30, crowd: 25, scale: 35, cancel: 3, delete: 5, 'delete in the foreground': 1, name: 0 },
    organizers: { price: 2, active: 4, capacity: 5, limit: 20, coupon: 4, plan: 4, limits: 30 },
    chances: {
      coupon: 90,
      limits: 20,
      hidden: 10,
      free: 20,
      'no limit': 70,
      room: 40,
      pool: 5,
      dates: 0,
      'two leaders': 85,
      'bit by bit': 92,
    },
    coupons: ['some', 'some', 'some', 'half', 'any', 'few', 'gift'],
    quantities: [1, 1, 1, 2, 2, 3],
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
    gateways: { right: 8, short: 5, much: 2, foreign: 2, pending: 50, refund: 4, dispute: 1, denied: 25, stray: 1 },
    chances: { pending: 85, terms: 30, free: 0, coupon: 10, 'no limit': 10, upgraded: 2, 'bit by bit': 80 },
    quantities: [1, 1, 1, 2],
    seats: 3,
    holdMinutes: [1, 2, 5],
    leaps: [1, 2, 5, 10, 10, 21, 31, 61, 121, 600, 3_600],
    lagMs: 20_000,
  },
  checkout: checkoutTurn,
} satisfies Record<string, Turn>
