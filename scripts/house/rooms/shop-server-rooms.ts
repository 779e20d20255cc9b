import { type Room, room } from './room.ts'

/** The folders of the shop that hold keys, watch the API server, write to it, or serve. */
export const shopServerRooms: readonly Room[] = [
  room(
    'hooks/shop/links',
    'the keys of the shop, the secrets of its links, and the tokens of its forms',
    'node:crypto node:fs node:path',
  ),
  room(
    'hooks/shop/live',
    'the offers in memory, the watch of the orders of open pages, and the events for open pages',
    'shop/model shop/paying/attempts.ts shop/tickets/ticket-tools.ts schema/** box-office/views/object-stream.ts kube/api.ts kube/path.ts kube/watch @kubernetes/client-node pino node:crypto node:stream',
  ),
  room(
    'hooks/shop/placing',
    'reads and judges the forms of buyers, and creates orders within the limits of each buyer',
    'shop/links shop/live shop/model schema/** rules rules/box-office admission box-office/objects/facts.ts kube/api.ts kube/shop-api.ts',
  ),
  room(
    'hooks/shop/paying',
    'attempts to pay an order: reads them, asks the cashier for one, and waits for its payment page',
    'shop/model schema/** rules gateway/limits.ts kube/api.ts kube/shop-api.ts node:timers/promises',
  ),
  room(
    'hooks/http/shop',
    'the shop as a server: headers, limits, errors and logs; it assembles the program',
    'http http/shop/routes shop/** metrics config/shop.ts schema/** kube kube/watch/list-watch.ts fastify @fastify/formbody @fastify/helmet @fastify/rate-limit @kubernetes/client-node prom-client node:*',
  ),
  room(
    'hooks/http/shop/routes',
    'the addresses of the shop: a request in, a page, a redirection or a stream of events out',
    'http/shop shop/** rules/time.ts schema/** kube/api.ts kube/shop-api.ts fastify node:*',
  ),
]
