import { quantile } from '../statistics.ts'
import { flashSale } from '../system/sales/flash-sale.ts'
import { measurePlainOrders } from '../system/sales/plain-orders.ts'
import { withFreshSystem } from '../system/session.ts'
import { briefNumber, wholeNumber } from '../table.ts'
import type { Outcome, Round } from './part.ts'

const atOnce = 32

/** More orders than seats, all at once, on a system of its own: its duration, and whether its result is right. */
export async function measureFlashSale({ sizes, record, ...options }: Round): Promise<Outcome> {
  const { orders, seats } = sizes.flash
  const { log } = options
  return withFreshSystem(options, async bench => {
    const plain = await measurePlainOrders(bench, { count: sizes.plain, samples: sizes.singles, atOnce })
    log(`running, with ${bench.system.engine} as the engine; ${wholeNumber(plain.perSecond)} plain orders a second`)
    const { seconds, waitlistSeconds, each, tickets, faults } = await flashSale(bench, {
      orders,
      seats,
      atOnce,
      stillnessMs: sizes.stillnessMs,
    })
    const size = `${wholeNumber(orders)} orders, ${wholeNumber(seats)} seats`
    const stored = { name: 'as many orders stored, no engine', value: orders / plain.perSecond }
    const single = { name: 'order stored and seen, no engine', value: plain.seconds }
    record({ name: 'until the last ticket', size, unit: 's', value: seconds, baseline: stored })
    record({ name: 'until all others are waitlisted', size, unit: 's', value: waitlistSeconds, baseline: stored })
    record({ name: 'an order to its ticket, p50', size, unit: 's', value: quantile(each, 0.5), baseline: single })
    record({ name: 'an order to its ticket, p99', size, unit: 's', value: quantile(each, 0.99), baseline: single })
    const { oversold, lost } = faults
    record({ name: 'tickets', size, unit: '', value: tickets, baseline: { name: 'seats', value: seats } })
    record({ name: 'oversold', size, unit: '', value: oversold.length, baseline: { name: 'seats', value: seats } })
    record({ name: 'lost', size, unit: '', value: lost.length, baseline: { name: 'orders', value: orders } })
    log(`the last status shows Waitlisted after ${briefNumber(waitlistSeconds)} s`)
    log(
      `${wholeNumber(tickets)} tickets within ${briefNumber(seconds)} s, oversold: ${oversold.length}, lost: ${lost.length}`,
    )
    return { engine: bench.system.engine, faults: [...oversold, ...lost] }
  })
}
