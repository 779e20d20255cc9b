import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Callback } from '../../payment/payment-report.ts'

/** The body of a callback, in unchanged bytes: signatures, verification and ids cover them. */
export type PaymentBody = Pick<Callback, 'bytes' | 'type'>

export const bodyTypes = { 'application/x-www-form-urlencoded': 'form', 'application/json': 'json' } as const

/** Makes `request.body` a PaymentBody for the two media types of callbacks. Fastify refuses any other type. */
export function parsePaymentBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  for (const [mediaType, type] of Object.entries(bodyTypes)) {
    server.addContentTypeParser(mediaType, { parseAs: 'buffer' }, async (_request: FastifyRequest, bytes: Buffer) => {
      return { bytes, type } satisfies PaymentBody
    })
  }
}
