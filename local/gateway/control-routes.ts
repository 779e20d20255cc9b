import { type Json, textOf } from '../../hooks/payment/body/json-object.ts'
import type { Control } from './control.ts'
import { parse } from './paypal/read-order.ts'
import { jsonAnswer, matchRoute, type Route } from './server/exchange.ts'
import type { Outage } from './server/outages.ts'
import type { RefundFate } from './world.ts'

const actions: Readonly<Record<string, (control: Control, given: Json) => unknown>> = {
  clock: (control, { milliseconds }) => control.moveClock(Number(milliseconds)),
  outage: (control, given) => control.outages.plan(given as object as Outage),
  'clear-outages': control => control.outages.clear(),
  release: control => control.outages.release(),
  'refund-fate': (control, given) => control.setRefundFate(textOf(given, 'fate') as RefundFate),
  settle: (control, given) =>
    control.settle(textOf(given, 'id') ?? '', given['outcome'] === 'failed' ? 'failed' : 'succeeded'),
  'end-tokens': control => control.endTokens(),
  deliveries: (control, { isOn }) => {
    control.deliveries.isOn = isOn === true
  },
  'deliver-again': (control, { which }) => control.deliveries.sendAgain(which === 'all' ? 'all' : 'failed'),
}

/**
 * The same as Control over HTTP, for another process: POST /control/<action> with a JSON object, and GET /control/books and
 * /control/deliveries.
 */
export function controlRoutes(control: () => Control): Route {
  return request => {
    if (matchRoute(request, 'GET /control/books')) return jsonAnswer(200, control().books)
    if (matchRoute(request, 'GET /control/deliveries')) return jsonAnswer(200, control().deliveries.all)
    const [name = ''] = matchRoute(request, 'POST /control/:action') ?? []
    const action = actions[name]
    if (action === undefined) return undefined
    return jsonAnswer(200, { result: action(control(), parse(request.body)) ?? null })
  }
}
