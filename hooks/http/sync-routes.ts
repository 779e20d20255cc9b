import type { FastifyInstance } from 'fastify'
import type { ObservePlan } from '../metrics/plan-gauges.ts'
import { Conference } from '../schema/conference.ts'
import { CustomizeResponse, customizeRequest } from '../schema/envelope.ts'
import {
  ConferenceRequest,
  ConferenceResponse,
  OrderRequest,
  OrderResponse,
  PlanRequest,
  PlanResponse,
} from '../schema/hooks.ts'
import { Order } from '../schema/order.ts'
import { Plan } from '../schema/plan.ts'
import { syncConference } from '../sync/conference.ts'
import { customizeConference, customizeOrder, customizePlan } from '../sync/customize.ts'
import { syncOrder } from '../sync/order.ts'
import { syncPlan } from '../sync/plan.ts'
import { hooksOf } from './hook-route.ts'

export interface SyncRouteOptions {
  now: () => number
  /** Told what the plan hook was asked and answered. */
  observePlan?: ObservePlan
}

/** The table of contents: what Metacontroller calls, what it must send, and what it gets. */
export async function syncRoutes(server: FastifyInstance, { now, observePlan }: SyncRouteOptions): Promise<void> {
  const hook = hooksOf(server)
  hook('/sync/conference', { asked: ConferenceRequest, answered: ConferenceResponse }, body =>
    syncConference(body, now()),
  )
  hook('/sync/plan', { asked: PlanRequest, answered: PlanResponse, observe: observePlan }, body =>
    syncPlan(body, now()),
  )
  hook('/sync/order', { asked: OrderRequest, answered: OrderResponse }, body => syncOrder(body, now()))
  const answered = CustomizeResponse
  hook('/customize/conference', { asked: customizeRequest(Conference), answered }, ({ parent }) =>
    customizeConference(parent),
  )
  hook('/customize/plan', { asked: customizeRequest(Plan), answered }, ({ parent }) => customizePlan(parent))
  hook('/customize/order', { asked: customizeRequest(Order), answered }, ({ parent }) => customizeOrder(parent))
}
