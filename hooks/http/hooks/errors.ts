import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { PutOffError } from '../../sync/order/put-off.ts'
import { logSync } from './log.ts'

/**
 * Answers and logs each error that a hook throws. The answer to a malformed request names the field. The details of a bug
 * are only in the log. After an error, Metacontroller changes nothing and calls again.
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

/**
 * Metacontroller calls again after retry-after, or at once when an object changes. It does not count 429 as a failure.
 */
function answerPutOff(error: PutOffError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  logSync(request, 'put-off', { error: error.message })
  return reply.code(429).header('retry-after', error.seconds).send({ error: error.message })
}
