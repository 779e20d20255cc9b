import type { Socket } from 'node:net'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { quote } from '../../payment/body/field.ts'
import { Refusal, type RefusalOutcome } from '../../payment/refusal.ts'
import { bodyTypes } from './body.ts'
import { logCallback } from './log.ts'

/** The seconds after which a callback may be sent again, by outcome. */
const retryAfterSeconds: Partial<Record<RefusalOutcome, number>> = { unavailable: 30, 'too-many': 60 }

/**
 * Answers any error with {"error": "<one sentence>"}, and logs it. The text of an error that is no Refusal stays in the
 * log: it could reveal secrets.
 */
export function answerError(error: Error, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const refusal = error instanceof Refusal ? error : requestRefusal(error, request)
  if (refusal === undefined) {
    logCallback(request, 'failed', { err: error })
    return reply
      .code(500)
      .send({ error: 'Cannot record the payment: the endpoint failed; see its log and send it again' })
  }
  const cause = refusal.cause instanceof Error && { cause: refusal.cause.message }
  logCallback(request, refusal.outcome, { error: refusal.message, ...cause })
  const seconds = retryAfterSeconds[refusal.outcome]
  if (seconds !== undefined) reply.header('retry-after', seconds)
  return reply.code(refusal.status).send({ error: refusal.message })
}

/**
 * Answers a request with an unknown path or method. A POST may be a payment, so it is logged. Its body stays unread, so
 * its connection must end.
 */
export function answerUnserved(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { method, url } = request
  // The query may name the payer, so it is neither logged nor answered.
  const path = url.split('?', 1).join()
  const error = `Cannot serve ${method} ${quote(path)}: it must be POST /payment-gateway/<namespace>, or <namespace>/paypal, or <namespace>/stripe`
  if (method === 'POST') {
    reply.header('connection', 'close')
    request.callback.facts.path = path.slice(0, 256)
    logCallback(request, 'unserved', { error })
  }
  return reply.code(404).send({ error })
}

/** The time for a client to read the answer before its connection is destroyed. */
const lingerMs = 1_000

/** Answers bytes that are not HTTP, for which Fastify has no request, and ends the connection. */
export function answerNoHttp(_error: Error, socket: Socket): void {
  if (!socket.writable) return void socket.destroy()
  const body = JSON.stringify({ error: 'Cannot read the request: it must be well-formed HTTP, sent without delay' })
  const head = ['HTTP/1.1 400 Bad Request', 'content-type: application/json', `content-length: ${body.length}`]
  socket.end(`${head.join('\r\n')}\r\nconnection: close\r\n\r\n${body}`)
  // Without this, a client that never closes its side would keep the connection half open for ever.
  const timer = setTimeout(() => socket.destroy(), lingerMs)
  socket.once('close', () => clearTimeout(timer))
}

function requestRefusal(error: Partial<FastifyError>, request: FastifyRequest): Refusal | undefined {
  if (error.statusCode === undefined || error.statusCode >= 500) return undefined
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    const limitBytes = request.routeOptions.bodyLimit
    return new Refusal('malformed', `Cannot read the body: it must have at most ${limitBytes} bytes`)
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    const type = quote(request.headers['content-type'] ?? '')
    const types = Object.keys(bodyTypes).join(' or ')
    return new Refusal('malformed', `Cannot read a body of type ${type}: it must be ${types}`)
  }
  return new Refusal('malformed', 'Cannot read the request: it must be well-formed HTTP')
}
