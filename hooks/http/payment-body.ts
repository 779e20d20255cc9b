import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Field } from '../payment/field.ts'
import { readFormFields } from '../payment/form-fields.ts'
import { readJsonFields } from '../payment/json-fields.ts'

/** The body of a callback: its bytes as they came, since signatures and ids are over them, and how to read them. */
export interface PaymentBody {
  bytes: Buffer
  readFields: (bytes: Buffer) => Field[]
}

export const bodyTypes = { 'application/x-www-form-urlencoded': readFormFields, 'application/json': readJsonFields }

/** Makes `request.body` a PaymentBody for the two types a callback may have; any other is an error of Fastify's. */
export function parsePaymentBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  for (const [type, readFields] of Object.entries(bodyTypes)) {
    server.addContentTypeParser(type, { parseAs: 'buffer' }, async (_request: FastifyRequest, bytes: Buffer) => {
      return { bytes, readFields } satisfies PaymentBody
    })
  }
}
