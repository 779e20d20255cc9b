import type { FastifyInstance } from 'fastify'
import type { Static, TSchema } from 'typebox'
import { Conference } from '../../schema/conference.ts'
import { CustomizeResponse, customizeRequest } from '../../schema/envelope.ts'
import { ConferenceRequest, ConferenceResponse, OrderRequest, OrderResponse } from '../../schema/hooks.ts'
import { syncConference } from '../../sync/conference/conference.ts'
import { customizeConference } from '../../sync/conference/customize.ts'
import { syncOrder } from '../../sync/order/order.ts'
import { compileSchema, faultsOf } from '../validator.ts'

/**
 * The hooks that Metacontroller calls, with the schemas of requests and answers. `now` is in milliseconds since 1970.
 */
export async function syncRoutes(server: FastifyInstance, { now }: { now: () => number }): Promise<void> {
  const registerHook = createHookRegistrar(server)
  registerHook('/sync/conference', { request: ConferenceRequest, response: ConferenceResponse }, body =>
    syncConference(body, now()),
  )
  registerHook('/sync/order', { request: OrderRequest, response: OrderResponse }, body => syncOrder(body, now()))
  registerHook(
    '/customize/conference',
    { request: customizeRequest(Conference), response: CustomizeResponse },
    ({ parent }) => customizeConference(parent),
  )
}

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
export function createHookRegistrar(server: FastifyInstance) {
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
