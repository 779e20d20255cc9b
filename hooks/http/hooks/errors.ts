import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PutOffError } from '../../sync/put-off.ts'
import { logSync } from './log.ts'

/**
 * What was thrown → status and log line. Malformed requests are answered with the field; of a bug only the log tells
 * more than that there was one. Metacontroller changes nothing on any of them and asks again.
 */
export function handleSyncErrors(server: FastifyInstance): void {
  server.setErrorHandler<FastifyError>((error, request, reply) => {
    if (error instanceof PutOffError) return answerPutOff(error, request, reply)
    const status = error.validation ? 400 : (error.statusCode ?? 500)
    logSync(request, status < 500 ? 'malformed' : 'failed', { status, url: request.url, err: error })
    return reply
      .code(status)
      .send({ error: status < 500 ? error.message : 'Cannot answer the request: the hook failed; see its log' })
  })
}

/** Metacontroller asks again after so many seconds, and at once when something changes; it takes 429 for no failure. */
function answerPutOff(error: PutOffError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  logSync(request, 'stale', { error: error.message })
  return reply.code(429).header('retry-after', error.seconds).send({ error: error.message })
}
