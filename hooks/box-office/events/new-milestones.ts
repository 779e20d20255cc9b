import type { Order } from '../../schema/order/order.ts'
import { type Milestone, milestonesOf } from './milestones.ts'

/** A sight of an order by the watch; `order` is undefined once it is deleted. */
export interface OrderSight {
  namespace: string
  name: string
  order: Order | undefined
  /** Whether the first list of the program shows it: its milestones are old. */
  isFirst: boolean
}

/** Finds the new milestones of orders. It keeps a short text for each order, not the object. */
export class NewMilestones {
  readonly #onMilestone: (order: Order, milestone: Milestone) => void
  /** "namespace/name" → the reasons of the milestones that its last sight showed. */
  readonly #shown = new Map<string, string>()

  constructor(onMilestone: (order: Order, milestone: Milestone) => void) {
    this.#onMilestone = onMilestone
  }

  see({ namespace, name, order, isFirst }: OrderSight): void {
    const key = `${namespace}/${name}`
    if (order === undefined) {
      this.#shown.delete(key)
      return
    }
    const before = this.#shown.get(key)?.split(' ') ?? []
    const milestones = milestonesOf(order)
    this.#shown.set(key, milestones.map(({ reason }) => reason).join(' '))
    if (isFirst) return
    for (const milestone of milestones) if (!before.includes(milestone.reason)) this.#onMilestone(order, milestone)
  }
}
