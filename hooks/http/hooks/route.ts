import type { FastifyInstance } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { compileSchema, faultsOf } from '../validator.ts'

/** The schemas of the request and of the response of a hook. */
export interface HookSchemas<Request extends TSchema, Response extends TSchema> {
  request: Request
  response: Response
}

/**
 * Returns a function that registers hooks, which are functions from a request body to an answer. Each answer is checked
 * before it is sent: Metacontroller reads `{}` as "delete all children" and crashes on `children: [null]`, while a 500
 * changes nothing. Fastify gets no response schema, because its serializer would drop undeclared fields.
 */
export function hookRegistrar(server: FastifyInstance) {
  return function hook<Request extends TSchema, Response extends TSchema>(
    url: string,
    { request, response }: HookSchemas<Request, Response>,
    decide: (body: Static<Request>) => Static<Response>,
  ): void {
    const isValid = compileSchema(response)
    server.post(url, { schema: { body: request }, config: { call: callOf(url) } }, async ({ body }) => {
      const answer = decide(body as Static<Request>)
      if (!isValid(answer)) throw new Error(`Cannot answer "${url}": ${faultsOf(isValid, 'response')}`)
      return answer
    })
  }
}

/** "/sync/order" → the hook sync of the kind Order. */
function callOf(url: string): { hook: string; kind: string } {
  const [, hook = '', kind = ''] = url.split('/')
  return { hook, kind: kind.charAt(0).toUpperCase() + kind.slice(1) }
}
