import type { Choices } from '../schedule/choices.ts'

/** The payment gateways and the cashier of a schedule. */
export interface TillWorld {
  /** The number of cashiers that act at once. */
  processes: number
  /** Whether the webhooks of the gateways arrive at all. */
  hasWebhooks: boolean
  refundsPerHour: number
  /** The errors of the clocks of the cashiers, in milliseconds. */
  skewsMs: number[]
}

/** The percentage of schedules that play the cashier. */
export const checkoutPercent = 10

export function imagineTill(choices: Choices): TillWorld {
  const stormy = choices.chance(70)
  return {
    processes: choices.chance(50) ? 2 : 1,
    hasWebhooks: choices.chance(60),
    refundsPerHour: choices.pick([1, 2, 20, 20]) ?? 20,
    skewsMs: [0, 1].map(() => (stormy ? choices.integerBelow(5_001) - 2_000 : 0)),
  }
}

/** How a plan refunds: by itself in most schedules, and until a time in some. */
export function imagineRefunds(choices: Choices, timeAfter: (seconds: number) => string) {
  if (choices.chance(25)) return {}
  const cancelUntil = choices.chance(20) ? { cancelUntil: timeAfter(choices.integerBelow(300)) } : {}
  return { refunds: 'Automatic' as const, ...cancelUntil }
}
