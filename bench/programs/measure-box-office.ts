import { playSale, type SoldSale } from '../sale/sold-sale.ts'
import { now } from '../sale/stored-object.ts'
import { batch, type Trial, trials } from '../trials.ts'
import { type Cost, type Costs, measureCost, measureParse } from './cost.ts'

/**
 * node --expose-gc bench/programs/measure-box-office.ts COUNT MILLISECONDS
 *
 * Measures the core of the box office, in a process of its own and in a sale of COUNT orders, for one change of each
 * kind and for the full decision. A sample takes at least MILLISECONDS. Prints one line of JSON: Costs by name.
 */
const [, , count, milliseconds] = process.argv
const leastMs = Number(milliseconds)
const costs: Record<string, Costs> = Object.fromEntries(
  Object.entries(trials).map(([name, start]) => [name, costOfTrial(start(Number(count)))]),
)
costs['all decided anew'] = costOfFullDecision(playSale({ sold: Number(count) }))
console.log(JSON.stringify(costs))

function costOfTrial({ events, act, undo }: Trial): Costs {
  const actAll = () => {
    for (let index = 0; index < batch; index++) act(index)
  }
  return {
    parse: measureParse(events, leastMs),
    work: share(measureCost({ act: actAll, undo }, leastMs), batch),
    inputBytes: events.reduce((sum, text) => sum + text.length, 0),
  }
}

function share({ seconds, bytes }: Cost, parts: number): Cost {
  return { seconds: seconds / parts, bytes: bytes / parts }
}

function costOfFullDecision({ office, plan, sold }: SoldSale): Costs {
  const objects = [plan, ...sold.flatMap(({ order, reservation, payments }) => [order, reservation, ...payments])]
  const texts = objects.map(object => JSON.stringify(object))
  return {
    parse: measureParse(texts, leastMs),
    work: measureCost({ act: () => office.decideFully(now) }, leastMs),
    inputBytes: texts.reduce((sum, text) => sum + text.length, 0),
  }
}
