import type { Clock } from '../clock.ts'
import { EventWriter, type EventWriterOptions } from './event-writer.ts'
import { NewMilestones, type OrderSight } from './new-milestones.ts'
import { orderEvent } from './order-event.ts'

export interface RecordingOptions extends EventWriterOptions {
  /** The name of this replica in its Events. */
  instance: string
  clock: Clock
  /** Whether this process decides in a namespace. */
  isLeaderOf(namespace: string): boolean
}

/** Returns a function to call with each sight of an order. It writes an Event for each new milestone, if this process leads. */
export function recordMilestones({ instance, isLeaderOf, ...options }: RecordingOptions): (sight: OrderSight) => void {
  const writer = new EventWriter(options)
  const milestones = new NewMilestones((order, milestone) => {
    if (!isLeaderOf(order.metadata.namespace ?? '')) return
    void writer.write(orderEvent(order, milestone, { instance, at: options.clock.now() }))
  })
  return sight => milestones.see(sight)
}
