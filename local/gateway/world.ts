import { randomBytes } from 'node:crypto'
import type { Books } from './books.ts'

/** The fate of the refunds that are sent from now on. */
export type RefundFate = 'succeeded' | 'pending' | 'failed'

/** The books of a played gateway with its clock, its ids and its events. */
export interface World {
  books: Books
  /** Milliseconds since 1970, by the clock of the played gateway. */
  now(): number
  moveClock(milliseconds: number): void
  /** The fate of refunds; `succeeded` at first. */
  refundFate: RefundFate
  /** A new id such as cs_test_6f1e…; ids never repeat, not even after a restart. */
  stripeId(prefix: string): string
  /** A new id such as 7A9F0CD2E41B83F65. */
  paypalId(): string
  /** Sends an event of the gateway to the webhook of the order's conference. */
  report(event: GatewayEvent): void
}

/** An event, with the object as it is now. */
export interface GatewayEvent {
  provider: 'stripe' | 'paypal'
  type: string
  /** The namespace of the conference, which chooses the webhook; empty if the object names none. */
  namespace: string
  object: object
  /** Whether it is about real money (Stripe). */
  live?: boolean
}

export function createWorld(
  books: Books,
  { clock, report }: { clock: () => number; report(event: GatewayEvent, now: number): void },
): World {
  let offset = 0
  const now = () => clock() + offset
  return {
    books,
    now,
    moveClock(milliseconds) {
      offset += milliseconds
    },
    refundFate: 'succeeded',
    stripeId: prefix => `${prefix}_${randomBytes(12).toString('hex')}`,
    paypalId: () => randomBytes(9).toString('hex').toUpperCase().slice(0, 17),
    report: event => report(event, now()),
  }
}
