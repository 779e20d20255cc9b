import type { FastifyInstance } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { compileSchema, faultsOf } from '../validator.ts'

/** The shapes of a hook: what it is asked and what it answers. */
export interface HookSchemas<Request extends TSchema, Response extends TSchema> {
  request: Request
  response: Response
}

/**
 * Registers hooks: functions from a request body to an answer. The answer is checked before it is sent, because
 * Metacontroller takes `{}` for "delete all children" and ends itself over `children: [null]`: when in doubt, 500
 * changes nothing. No response schema is given to Fastify, whose serializer would drop what is not declared.
 */
export function hookRegistrar(server: FastifyInstance) {
  return function hook<Request extends TSchema, Response extends TSchema>(
    url: string,
    { request, response }: HookSchemas<Request, Response>,
    decide: (body: Static<Request>) => Static<Response>,
  ): void {
    const fits = compileSchema(response)
    server.post(url, { schema: { body: request }, config: { call: callOf(url) } }, async ({ body }) => {
      const answer = decide(body as Static<Request>)
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
