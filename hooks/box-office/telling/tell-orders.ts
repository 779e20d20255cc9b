import type { Clock } from '../clock.ts'
import { EventWriter, type EventWriterOptions } from './event-writer.ts'
import { orderEvent } from './order-event.ts'
import { type OrderSight, OrderStories } from './order-stories.ts'

export interface TellingOptions extends EventWriterOptions {
  /** The name of this replica in its Events. */
  instance: string
  clock: Clock
  /** Whether this process decides in a namespace. */
  isLeaderOf(namespace: string): boolean
}

/** Returns a function that takes each sight of an order. The leader of the order writes an Event for each new milestone. */
export function tellOrders({ instance, isLeaderOf, ...options }: TellingOptions): (sight: OrderSight) => void {
  const writer = new EventWriter(options)
  const stories = new OrderStories((order, milestone) => {
    if (!isLeaderOf(order.metadata.namespace ?? '')) return
    void writer.write(orderEvent(order, milestone, { instance, at: options.clock.now() }))
  })
  return sight => stories.see(sight)
}
