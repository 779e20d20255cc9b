import type { Books } from '../../local/gateway/books.ts'
import { calmChoices } from '../schedule/choices.ts'
import type { Simulation } from '../simulation.ts'
import { catchUp } from '../steps/time-steps.ts'
import { endDisputes } from './disputes.ts'
import type { Till } from './till.ts'

/** Lets the last late requests arrive, and time pass for the keys of the gateways. */
export function calmTill(simulation: Simulation): void {
  const { till, clock } = simulation
  if (till === undefined) return
  const { books, world } = till.gateways
  world.refundFate = 'succeeded'
  for (const late of till.adrift.splice(0)) late.arrive()
  endDisputes(simulation)
  const failures = [books.stripeKeys, books.paypalKeys].map(forgetFailures)
  if (!failures.includes(true)) return
  clock.now += outlastsKeysMs
  // No call that is under way lasts that long.
  catchUp(simulation, calmChoices)
}

/** The time after which a cashier asks the gateway before it uses a key again (keepsKeysMs), in milliseconds. */
const outlastsKeysMs = 25 * 3_600_000

/**
 * A gateway repeats a stored failure until it forgets the key, which takes a day at Stripe and 45 at PayPal. Returns whether
 * there was one.
 */
function forgetFailures(records: Books['stripeKeys']): boolean {
  const failed = Object.entries(records).filter(([, { answer }]) => answer.status >= 500)
  for (const [key] of failed) delete records[key]
  return failed.length > 0
}

/** Ends the events that take days at the gateways: delayed money arrives, and refunds succeed. */
function settleMoney({ gateways }: Till): void {
  const { books, stripe, stripeRefunds, paypal } = gateways
  for (const session of Object.values(books.sessions)) stripe.settle(session, 'succeeded')
  for (const order of Object.values(books.orders)) paypal.settleCapture(order, 'succeeded')
  for (const one of Object.values(books.stripeRefunds))
    if (one.status === 'pending') stripeRefunds.settle(one, 'succeeded')
  for (const one of Object.values(books.paypalRefunds))
    if (one.status === 'PENDING') paypal.settleRefund(one, 'succeeded')
}

/** Shows cashiers everything, and lets them do all they can now. Returns whether anything happened. */
export async function settleTill({ till }: Simulation): Promise<boolean> {
  if (till === undefined) return false
  settleMoney(till)
  let worked = false
  for (const cashier of till.cashiers) {
    for (const feed of cashier.feeds()) {
      while (feed.backlog() > 0) {
        worked = true
        feed.next()
      }
    }
    while (cashier.tasks() > 0) {
      worked = true
      await cashier.act(0, calmChoices)
    }
  }
  return worked
}
