import type { Turn } from './turn.ts'

/**
 * Buyers pay at Stripe and PayPal while holds end, calls get no answer, and cashiers stop. world.ts chooses these schedules
 * apart from the shares of the others.
 */
export const checkoutTurn = {
  share: 0,
  steps: {
    cashier: 44,
    'cashier events': 14,
    'cashier crash': 2,
    payer: 18,
    webhook: 8,
    'money moves': 5,
    engine: 26,
    'box office': 18,
    events: 20,
    endpoint: 12,
    buyer: 5,
    gateway: 0,
    clock: 7,
    organizer: 1,
    garbage: 2,
    gap: 0,
  },
  buyers: { order: 70, scale: 8, cancel: 3, delete: 1, 'delete in the foreground': 0, name: 0, 'ask for time': 6 },
  organizers: { price: 2, active: 4, capacity: 15, limit: 2, coupon: 2, plan: 0, terms: 30 },
  chances: { pending: 50, terms: 60, free: 0, coupon: 10, 'no limit': 0, room: 0, upgraded: 0, 'plans go': 0 },
  quantities: [1, 1, 1, 1, 2],
  seats: 5,
  names: 6,
  holdMinutes: [1, 1, 1, 2, 5, 15, 30],
  // Most are shorter than a hold; the longest ones outlast the keys of PayPal and of Stripe.
  leaps: [
    ...[1, 2, 5, 10, 15, 21, 31, 31, 31, 61],
    ...[1, 2, 5, 10, 31, 61, 121, 300, 610, 960],
    2_000,
    22_000,
    90_000,
  ],
  lagMs: 20_000,
} satisfies Turn
