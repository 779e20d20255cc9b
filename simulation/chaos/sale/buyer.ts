import { decimal, priceInMinorUnits } from '../../../hooks/rules/money.ts'
import { type Choices, choicesFrom } from '../../schedule/choices.ts'
import { type PlanName, price } from './offer.ts'

/** The actions of a buyer on an order. */
export type Habit =
  | 'pays'
  | 'pays twice'
  | 'pays in two parts'
  | 'pays too much'
  | 'pays while waiting'
  | 'pays late'
  | 'never pays'
  | 'takes what is free'
  | 'cancels at once'
  | 'cancels the tickets'
  | 'gets the money back'
  | 'gets a part back'
  | 'orders again'
  | 'wants less before paying'
  | 'wants less afterwards'
  | 'deletes the order'
  | OnlineHabit

/** The actions of a buyer who pays at the gateway, by the cashier. */
export type OnlineHabit =
  | 'pays by card'
  | 'pays with PayPal'
  | 'pays by card and does not return'
  | 'pays on two pages'
  | 'cancels what was paid by card'
  | 'cancels what was paid with PayPal'

const onlineHabits: readonly OnlineHabit[] = [
  'pays on two pages',
  'cancels what was paid by card',
  'pays with PayPal',
  'pays by card',
  'cancels what was paid with PayPal',
  'pays by card and does not return',
]

export interface Buyer {
  order: string
  habit: Habit
  plan: PlanName
  quantity: number
  withCoupon: boolean
}

// 10.00 EUR: the smaller part of a split payment, and the excess of a too large one.
const tipMinor = 1000n

// Buyers who return seats come first: later ones may get no seats, and could return none.
const habits: readonly Habit[] = [
  'pays twice',
  'gets the money back',
  'cancels the tickets',
  'wants less afterwards',
  'pays in two parts',
  'takes what is free',
  'pays',
  'pays too much',
  'wants less before paying',
  'cancels at once',
  'pays while waiting',
  'orders again',
  'takes what is free',
  'never pays',
  'gets a part back',
  'pays',
  'pays',
]
// The seats of these buyers become free only after minutes.
const slowHabits: readonly Habit[] = ['pays late', 'deletes the order']

/** The buyers of a run, always the same. With `slow`, some of them free their seats only after minutes. */
export function buyersOf(count: number, { slow }: { slow: boolean }): Buyer[] {
  const choices = choicesFrom(1)
  const all = [...habits, ...onlineHabits, ...(slow ? slowHabits : [])]
  return Array.from({ length: count }, (_, index) => {
    const habit = all[index % all.length] ?? 'pays'
    return { order: `order-${String(index + 1).padStart(4, '0')}`, habit, ...wish(habit, choices) }
  })
}

function wish(habit: Habit, choices: Choices): Pick<Buyer, 'plan' | 'quantity' | 'withCoupon'> {
  const quantity = choices.integerBetween(habit.startsWith('wants less') ? 2 : 1, 3)
  const withCoupon = choices.chance(25)
  if (habit === 'takes what is free') return { plan: 'free', quantity, withCoupon: false }
  if (isOnline(habit)) return { plan: 'online', quantity, withCoupon: false }
  return { plan: 'seated', quantity, withCoupon }
}

export function isOnline(habit: Habit): habit is OnlineHabit {
  return onlineHabits.some(one => one === habit)
}

/** The payments of a buyer in EUR, one by one, such as "29.90". */
export function paymentAmounts({ habit, plan, quantity, withCoupon }: Buyer): string[] {
  const unit = priceInMinorUnits(price(plan, withCoupon), 'EUR') ?? 0n
  const total = unit * BigInt(habit === 'wants less before paying' ? 1 : quantity)
  return paymentParts(habit, total).map(part => decimal(part, 'EUR'))
}

function paymentParts(habit: Habit, total: bigint): bigint[] {
  if (habit === 'pays in two parts') return [total - tipMinor, tipMinor]
  if (habit === 'pays too much') return [total + tipMinor]
  return [total]
}
