import type { OrderRequest } from '../../hooks/schema/hooks.ts'
import { syncOrder } from '../../hooks/sync/order/order.ts'
import { playSale, requestOf } from '../sale/sold-sale.ts'
import { now } from '../sale/stored-object.ts'
import { type Costs, measureCost, measureParse } from './cost.ts'

/**
 * node --expose-gc bench/programs/measure-order-hook.ts COUNT MILLISECONDS
 *
 * Measures the order hook, in a process of its own, when it is called once for each of COUNT sold orders. A sample
 * takes at least MILLISECONDS. Prints one line of JSON: Costs.
 */
const [, , count, milliseconds] = process.argv
const texts = playSale({ sold: Number(count) }).sold.map(one => JSON.stringify(requestOf(one)))
const requests: OrderRequest[] = texts.map(text => JSON.parse(text))
const act = () => {
  for (const request of requests) syncOrder(request, now)
}
const costs: Costs = {
  parse: measureParse(texts, Number(milliseconds)),
  work: measureCost({ act }, Number(milliseconds)),
  inputBytes: texts.reduce((sum, text) => sum + text.length, 0),
}
console.log(JSON.stringify(costs))
