import type { PaypalOrder } from '../books.ts'
import { jsonAnswer, matchRoute, type PlayedAnswer, type PlayedRequest, type Route } from '../server/exchange.ts'
import type { World } from '../world.ts'
import { approvalPage, orderObject, orderStatusOf } from './order-object.ts'
import type { PaypalPayments } from './payments.ts'
import { missingResource, unprocessable } from './paypal-answer.ts'
import { readNewOrder } from './read-order.ts'

const path = '/v2/checkout/orders'

/** PayPal forgets an order without a capture after three hours (PayPal, Orders API v2: order.links). */
const lifeMs = 3 * 3_600_000

/** Orders: create, read and capture (PayPal, Orders API v2). */
export function orderRoutes(world: World, payments: PaypalPayments): Route {
  const { orders, paypalRefunds } = world.books
  return request => {
    if (matchRoute(request, `POST ${path}`)) return create(request)
    const [captured] = matchRoute(request, `POST ${path}/:id/capture`) ?? []
    if (captured !== undefined) return withOrder(captured, order => capture(request, order))
    const [id] = matchRoute(request, `GET ${path}/:id`) ?? []
    return id === undefined ? undefined : withOrder(id, order => show(request, order, 200))
  }

  function create(request: PlayedRequest): PlayedAnswer {
    const order = readNewOrder(request, world)
    if ('status' in order) return order
    orders[order.id] = order
    return show(request, order, 200)
  }

  function capture(request: PlayedRequest, order: PaypalOrder): PlayedAnswer {
    const status = orderStatusOf(order)
    if (status === 'COMPLETED') return unprocessable('ORDER_ALREADY_CAPTURED', 'Order already captured.')
    if (status !== 'APPROVED') return unprocessable('ORDER_NOT_APPROVED', 'Payer has not yet approved the Order.')
    if (order.funding === 'declined') {
      const link = { href: approvalPage(order, request.origin), rel: 'redirect', method: 'GET' }
      return unprocessable('INSTRUMENT_DECLINED', 'The instrument presented was declined.', [link])
    }
    payments.capture(order)
    return show(request, order, 201)
  }

  function show({ origin }: PlayedRequest, order: PaypalOrder, status: number): PlayedAnswer {
    return jsonAnswer(status, orderObject(order, Object.values(paypalRefunds), origin))
  }

  function withOrder(id: string, answer: (order: PaypalOrder) => PlayedAnswer): PlayedAnswer {
    const order = orders[id]
    if (order === undefined || isForgotten(order, world.now())) return missingResource()
    return answer(order)
  }
}

export function isForgotten({ capture, created }: PaypalOrder, now: number): boolean {
  return capture === undefined && now - created >= lifeMs
}
