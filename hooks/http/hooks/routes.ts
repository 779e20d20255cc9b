import type { FastifyInstance } from 'fastify'
import { Conference } from '../../schema/conference.ts'
import { CustomizeResponse, customizeRequest } from '../../schema/envelope.ts'
import { ConferenceRequest, ConferenceResponse, OrderRequest, OrderResponse } from '../../schema/hooks.ts'
import { syncConference } from '../../sync/conference/conference.ts'
import { customizeConference } from '../../sync/conference/customize.ts'
import { syncOrder } from '../../sync/order/order.ts'
import { hookRegistrar } from './route.ts'

/**
 * The hooks that Metacontroller calls, with the schemas of requests and answers. `now` is in milliseconds since 1970.
 */
export async function syncRoutes(server: FastifyInstance, { now }: { now: () => number }): Promise<void> {
  const registerHook = hookRegistrar(server)
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
