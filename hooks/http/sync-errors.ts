import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { StaleViewError } from '../sync/stale-view.ts'

/**
 * What was thrown → status and log line. Malformed requests are answered with the field; of a bug only the log tells
 * more than that there was one. Metacontroller changes nothing on any of them and asks again.
 */
export function syncErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof StaleViewError) return askAgain(error, request, reply)
    const status = error.validation ? 400 : (error.statusCode ?? 500)
    request.log.error({ err: error, url: request.url, status, ...parentOf(request) }, 'sync failed')
    return reply.code(status).send({ error: status < 500 ? error.message : 'The hook failed, see its log' })
  })
}

/** Metacontroller asks again after so many seconds, and at once when the newer parent arrives; it takes 429 for no failure. */
function askAgain(error: StaleViewError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  request.log.info({ url: request.url, ...parentOf(request) }, error.message)
  return reply.code(429).header('retry-after', 1).send({ error: error.message })
}

/** Which object the hook was asked about, as far as the body tells. */
function parentOf({ body }: FastifyRequest): object {
  const { kind, metadata } =
    (body as { parent?: { kind?: string; metadata?: Record<string, unknown> } } | null)?.parent ?? {}
  return { kind, namespace: metadata?.['namespace'], name: metadata?.['name'], generation: metadata?.['generation'] }
}
