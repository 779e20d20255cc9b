import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { KubeError } from '../../kube/api.ts'
import type { ErrorView } from '../../shop/model/page-views.ts'
import { errorPage } from '../../shop/pages/error.ts'
import { awaySeconds, notFoundError, PageError, statusCodeOf } from './page-error.ts'
import { pageContext, sendPage } from './send-page.ts'
import type { Shop } from './shop.ts'

/** Answers every error with a page; logs those that the sender did not cause. A wrong link and an unknown order look the same. */
export function answerErrors(server: FastifyInstance, shop: Pick<Shop, 'shopUrl' | 'now'>): void {
  server.setErrorHandler<Error>((error, request, reply) => sendError(error, { request, reply, shop }))
  server.setNotFoundHandler((request, reply) => sendError(notFoundError(), { request, reply, shop }))
}

function sendError(
  error: Error,
  { request, reply, shop }: { request: FastifyRequest; reply: FastifyReply; shop: Pick<Shop, 'shopUrl' | 'now'> },
): FastifyReply {
  const status = statusCodeOf(error)
  logError(error, { request, status })
  const view = errorView(error, { status, request })
  if (view.retryAfterSeconds !== undefined) reply.header('retry-after', view.retryAfterSeconds)
  reply.header('cache-control', 'no-store')
  // A body that stays unread must not become the next request.
  if (request.method !== 'GET') reply.header('connection', 'close')
  const path = isPage(request) ? pathOf(request) : '/'
  return sendPage(reply, errorPage(view, pageContext(request, { ...shop, path })), status)
}

function errorView(
  error: Error,
  { status, request }: { status: ErrorView['status'] | 500; request: FastifyRequest },
): ErrorView {
  if (status === 500) return { status: 503, requestId: request.id }
  const retryAfterSeconds = error instanceof PageError ? error.retryAfterSeconds : awaySeconds
  if (status !== 429 && status !== 503) return { status }
  return {
    status,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    ...(isPage(request) && { retryPath: pathOf(request) }),
  }
}

/** Whether the address is that of a page, which may be loaded again. */
function isPage({ method, is404 }: FastifyRequest): boolean {
  return method === 'GET' && !is404
}

/** The path of the request for links of the page; a browser would read //example.com as another site. */
function pathOf({ url }: FastifyRequest): string {
  const path = url.split('?', 1).join()
  return /^(?:\/[\w.~%-]+)*\/?$/.test(path) ? path : '/'
}

/** No web address is logged, because it is the key to an order; nor an e-mail address, which the API server may quote. */
function logError(error: Error, { request, status }: { request: FastifyRequest; status: number }): void {
  const place = { route: request.routeOptions.url, method: request.method, status }
  if (status === 500) request.log.error({ ...place, err: error }, 'shop failed')
  else if (error instanceof KubeError) {
    const { code, reason } = error
    request.log.warn({ ...place, code, reason, error: withoutAddresses(error.message) }, 'API server not reached')
  }
}

/** A message without e-mail addresses, and without the values that the API server refused. */
function withoutAddresses(message: string): string {
  return message.replaceAll(/Invalid value: .*$/gs, 'Invalid value').replaceAll(/\S+@\S+/g, '…')
}
