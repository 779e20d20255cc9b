/** The defaults of a schedule: the weight of each action of each actor, and the chance of each circumstance in percent. */
export const usual = {
  steps: {
    engine: 28,
    'box office': 22,
    events: 26,
    endpoint: 14,
    buyer: 8,
    gateway: 8,
    organizer: 2,
    clock: 2,
    crash: 1,
    'box office crash': 1,
    handover: 1,
    gap: 1,
    'endpoint crash': 1,
    garbage: 3,
    mark: 0,
    race: 0,
    end: 0,
    cashier: 0,
    'cashier events': 0,
    'cashier crash': 0,
    payer: 0,
    webhook: 0,
    'money moves': 0,
  },
  buyers: {
    order: 55,
    crowd: 0,
    scale: 18,
    cancel: 8,
    delete: 6,
    'delete in the foreground': 3,
    orphan: 0,
    name: 10,
    'ask for time': 4,
  },
  organizers: {
    price: 20,
    active: 15,
    capacity: 30,
    limit: 10,
    coupon: 15,
    plan: 10,
    currency: 0,
    pool: 8,
    dates: 4,
    terms: 4,
    limits: 4,
  },
  gateways: {
    right: 60,
    short: 6,
    much: 4,
    foreign: 3,
    pending: 6,
    refund: 12,
    'failed refund': 3,
    dispute: 4,
    denied: 2,
    stray: 1,
  },
  chances: {
    'two engines': 50,
    standby: 50,
    'two leaders': 15,
    upgraded: 5,
    /** The objects at the beginning are restored beside a running box office. */
    marked: 0,
    ends: 0,
    free: 10,
    'plans go': 10,
    'no limit': 15,
    room: 3,
    coupon: 30,
    'bit by bit': 50,
    /** A recreated plan has a capacity if its predecessor had none, and none if its predecessor had one. */
    'other seats': 0,
    /** Several plans share the seats of a pool. */
    pool: 10,
    /** A plan of a pool has a limit of its own. */
    'own limit': 50,
    /** A sale begins or ends, or a coupon ends, in the course of the schedule. */
    dates: 5,
    /** A plan has other times to pay than holdMinutes. */
    terms: 10,
    /** A plan keeps a hold for announced money. */
    pending: 10,
    /** A plan or coupon limits the tickets of one order. */
    limits: 5,
    /** A plan is sold only with a coupon for it. */
    hidden: 2,
  },
  quantities: [1, 1, 1, 2, 2, 3, 0, 5],
  coupons: ['few', 'gift', 'any', 'both', 'some', 'half'],
  /** The number of order names that buyers choose from. */
  names: 6,
  /** The highest capacity of a plan. */
  seats: 4,
  holdMinutes: [1, 1, 5, 15],
  /** The jumps of the clock, in seconds. */
  leaps: [1, 1, 2, 2, 5, 5, 10, 15, 21, 31, 61, 95, 121, 300, 960],
  /**
   * The highest age of a view, and of a sync that still writes, in milliseconds: at most half of the 2 minutes that the
   * rules rely on.
   */
  lagMs: 60_000,
}
export type Focus = typeof usual
export type StepName = keyof Focus['steps']
