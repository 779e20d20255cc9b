import type { FastifyInstance } from 'fastify'
import { Conference } from '../../schema/conference.ts'
import { CustomizeResponse, customizeRequest } from '../../schema/envelope.ts'
import { ConferenceRequest, ConferenceResponse, OrderRequest, OrderResponse } from '../../schema/hooks.ts'
import { syncConference } from '../../sync/conference.ts'
import { customizeConference } from '../../sync/customize.ts'
import { syncOrder } from '../../sync/order.ts'
import { hooksOf } from './route.ts'

/** The table of contents: what Metacontroller calls, what it must send, and what it gets. `now` is in milliseconds since 1970. */
export async function syncRoutes(server: FastifyInstance, { now }: { now: () => number }): Promise<void> {
  const hook = hooksOf(server)
  hook('/sync/conference', { asked: ConferenceRequest, answered: ConferenceResponse }, body =>
    syncConference(body, now()),
  )
  hook('/sync/order', { asked: OrderRequest, answered: OrderResponse }, body => syncOrder(body, now()))
  hook('/customize/conference', { asked: customizeRequest(Conference), answered: CustomizeResponse }, ({ parent }) =>
    customizeConference(parent),
  )
}
