import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Callback } from '../../payment/payment-report.ts'

/** The body of a callback: its bytes as they came, since signatures, verification and ids are over them. */
export type PaymentBody = Pick<Callback, 'bytes' | 'type'>

export const bodyTypes = { 'application/x-www-form-urlencoded': 'form', 'application/json': 'json' } as const

/** Makes `request.body` a PaymentBody for the two types a callback may have; any other is an error of Fastify's. */
export function parsePaymentBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  for (const [mediaType, type] of Object.entries(bodyTypes)) {
    server.addContentTypeParser(mediaType, { parseAs: 'buffer' }, async (_request: FastifyRequest, bytes: Buffer) => {
      return { bytes, type } satisfies PaymentBody
    })
  }
}
