import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Conference } from '../../../schema/conference.ts'
import { firstUid } from '../../../schema/first-uid.ts'
import type { Order } from '../../../schema/order/order.ts'
import type { EventStream } from '../../../shop/live/event-stream.ts'
import { followOrder } from '../../../shop/live/follow-order.ts'
import { orderEvent } from '../../../shop/pages/order/order.ts'
import { readPayments, readTickets } from '../find-order.ts'
import { addressOf } from '../limits.ts'
import { type OrderParams, orderPagePath, requireLink } from '../order-links.ts'
import { orderPageView } from '../order-page-view.ts'
import { PageError } from '../page-error.ts'
import { pageContext } from '../send-page.ts'
import { findConference, type Shop } from '../shop.ts'
import { orderPath } from './order-routes.ts'

/** The pause before a page that got no stream tries again. */
const fullSeconds = 60

/**
 * GET …/events: the changes of an order as they happen (HTML: server-sent events). It answers even while the API server does
 * not: the stream then begins with the first state that can be read.
 */
export async function orderEvents(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  // The end of a stream is no failure, so it gets no line in the log.
  const options = { exposeHeadRoute: false, logLevel: 'warn' } as const
  server.get(`${orderPath}/events`, options, async (request, reply) => {
    const { conference: namespace, name, secret } = request.params as OrderParams
    const isOf = requireLink(shop, { kind: 'order', namespace, name }, secret)
    const conference = findConference(shop, namespace)
    const stream = shop.streams.open({ address: addressOf(request), order: `${namespace}/${name}` })
    if (stream === undefined) throw new PageError(503, { retryAfterSeconds: fullSeconds })
    followInto(stream, { shop, request, conference, isOf: order => isOf(firstUid(order.metadata)) })
    return reply.type('text/event-stream').header('x-accel-buffering', 'no').send(stream.body)
  })
}

function followInto(
  stream: EventStream,
  of: { shop: Shop; request: FastifyRequest; conference: Conference; isOf(order: Order): boolean },
): void {
  const { shop, request, conference, isOf } = of
  const params = request.params as OrderParams
  const key = { namespace: params.conference, name: params.name }
  const path = orderPagePath(params)
  const lastId = request.headers['last-event-id']
  const signal = () => AbortSignal.timeout(shop.patienceMs)
  followOrder({
    stream,
    lookAt: listener => shop.lookout.lookAt(key, listener),
    async readOrder() {
      const order = await shop.turns(() => shop.api.getOrder(key, signal()))
      return order !== undefined && isOf(order) ? order : undefined
    },
    readRest: order =>
      shop.turns(async () => ({
        tickets: await readTickets(shop, order, signal()),
        attempts: await readPayments(shop, order, signal()),
      })),
    show(state, isAway) {
      const context = pageContext(request, { ...shop, path })
      const { now: _, ...content } = orderEvent(
        orderPageView(shop, { ...state, conference, path }, { isAway }),
        context,
      )
      return content
    },
    lastId: typeof lastId === 'string' ? lastId : '',
    now: shop.now,
    firstPauseMs: shop.firstPauseMs,
    onDefect: error => request.log.error({ err: error }, 'the events of an order failed'),
  })
}
