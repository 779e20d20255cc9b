import type { FastifyInstance } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { compileSchema, faultsOf } from '../validator.ts'

/** The shapes of a hook: what it is asked and what it answers. */
export interface Shapes<Asked extends TSchema, Answered extends TSchema> {
  asked: Asked
  answered: Answered
}

/**
 * Registers hooks: functions from a request body to an answer. The answer is checked before it is sent, because
 * Metacontroller takes `{}` for "delete all children" and ends itself over `children: [null]`: when in doubt, 500
 * changes nothing. No response schema is given to Fastify, whose serializer would drop what is not declared.
 */
export function hooksOf(server: FastifyInstance) {
  return function hook<Asked extends TSchema, Answered extends TSchema>(
    url: string,
    { asked, answered }: Shapes<Asked, Answered>,
    decide: (body: Static<Asked>) => Static<Answered>,
  ): void {
    const fits = compileSchema(answered)
    server.post(url, { schema: { body: asked }, config: { call: callOf(url) } }, async ({ body }) => {
      const answer = decide(body as Static<Asked>)
      if (!fits(answer)) throw new Error(`Cannot answer "${url}": ${faultsOf(fits, 'response')}`)
      return answer
    })
  }
}

/** "/sync/order" → the hook sync of the kind Order. */
function callOf(url: string): { hook: string; kind: string } {
  const [, hook = '', kind = ''] = url.split('/')
  return { hook, kind: kind.charAt(0).toUpperCase() + kind.slice(1) }
}
