import type { Order } from '../../schema/order/order.ts'
import { type OrderName, readArguments, usage } from './arguments.ts'
import { explanation } from './explanation.ts'
import { type ConferenceOptions, readConference } from './live-conference.ts'

export interface ExplainOptions extends ConferenceOptions {
  argv: string[]
  print(line: string): void
}

/** Explains an order, or prints the help. Throws one sentence with the next step. */
export async function runExplain(options: ExplainOptions): Promise<void> {
  const order = readArguments(options.argv)
  if (order === 'help') options.print(usage)
  else for (const line of await explain(order, options)) options.print(line)
}

async function explain(order: OrderName, options: ExplainOptions): Promise<string[]> {
  const { namespace, name } = order
  const seen = await readConference(order, options)
  const now = options.now()
  if (!seen.orders.has(name)) {
    throw new Error(`Cannot explain order "${namespace}/${name}": it must exist`)
  }
  const steps = seen.conference.explain(name, now) ?? [
    {
      rule: 'none' as const,
      finding: 'An earlier order of this name still has a reservation; the new order waits until that is deleted',
    },
  ]
  const explained = {
    order: seen.orders.get(name) as Order,
    steps,
    plans: seen.conference.planStatuses(now),
    pools: seen.conference.poolStatuses(now),
    writes: seen.conference.decideFully(now),
  }
  return [
    `order ${namespace}/${name}`,
    ...explanation(explained),
    ...seen.hindrances.map(hindrance => `Not decided now: ${hindrance}.`),
  ]
}
