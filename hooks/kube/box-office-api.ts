import type { KubeConfig } from '@kubernetes/client-node'
import type { Plan } from '../schema/offer/plan.ts'
import type { SeatPool } from '../schema/offer/seat-pool.ts'
import type { Order } from '../schema/order/order.ts'
import type { Reservation } from '../schema/reservation.ts'
import { KubeError, type NewEvent, type ObjectKey } from './api.ts'
import { allowNotFound } from './client.ts'
import { collectionPath, eventsApi, objectPath } from './path.ts'
import { requestJson } from './request.ts'

/** A whole object of a namespace, as the body of a POST or PUT. */
export interface SentObject {
  metadata: ObjectKey
}

/** A CompositeController of Metacontroller; `parent` is the plural of its parents' kind, such as plans. */
export interface CompositeController {
  name: string
  parent: string
  parentApiVersion: string
}

/**
 * The calls of the box office to the API server. Every call rejects with a KubeError, also when the signal aborts it. A
 * write may still have been stored if the error has no code, or a code of 500 or more.
 */
export interface BoxOfficeApi {
  /** Returns it as stored. Rejects with reason AlreadyExists when a reservation has that name. */
  createReservation(body: SentObject, signal: AbortSignal): Promise<Reservation>
  /** Returns it as stored. Rejects with reason Conflict when it has changed since the resourceVersion of the body. */
  replaceReservation(body: SentObject, signal: AbortSignal): Promise<Reservation>
  /** Undefined when the reservation or its namespace does not exist. */
  getReservation(key: ObjectKey, signal: AbortSignal): Promise<Reservation | undefined>
  getOrder(key: ObjectKey, signal: AbortSignal): Promise<Order | undefined>
  getPlan(key: ObjectKey, signal: AbortSignal): Promise<Plan | undefined>
  /** Replaces the status of a plan. Rejects with reason Conflict when the plan has changed since. */
  replacePlanStatus(plan: Plan, signal: AbortSignal): Promise<void>
  /** Replaces the status of a pool. Rejects with reason Conflict when the pool has changed since. */
  replacePoolStatus(pool: SeatPool, signal: AbortSignal): Promise<void>
  /** Rejects with reason AlreadyExists when an Event has that name. */
  createEvent(event: NewEvent, signal: AbortSignal): Promise<void>
  /** All CompositeControllers of the cluster; none if Metacontroller was never installed. */
  compositeControllers(signal: AbortSignal): Promise<CompositeController[]>
}

/** Connects to the API server with these credentials. */
export function connectBoxOffice(credentials: KubeConfig): BoxOfficeApi {
  const create = (plural: string, body: SentObject, signal: AbortSignal) =>
    requestJson(credentials, { method: 'POST', path: collectionPath(plural, body.metadata), body, signal })
  const replace = (
    plural: string,
    { body, subresource = '', signal }: { body: SentObject; subresource?: string; signal: AbortSignal },
  ) =>
    requestJson(credentials, {
      method: 'PUT',
      path: `${objectPath(plural, body.metadata)}${subresource}`,
      body,
      signal,
    })
  const get = (plural: string, key: ObjectKey, signal: AbortSignal) =>
    allowNotFound(requestJson(credentials, { path: objectPath(plural, key), signal }))
  return {
    createReservation: async (body, signal) => (await create('reservations', body, signal)) as Reservation,
    replaceReservation: async (body, signal) => (await replace('reservations', { body, signal })) as Reservation,
    getReservation: async (key, signal) => (await get('reservations', key, signal)) as Reservation | undefined,
    getOrder: async (key, signal) => (await get('orders', key, signal)) as Order | undefined,
    getPlan: async (key, signal) => (await get('plans', key, signal)) as Plan | undefined,
    async replacePlanStatus(plan, signal) {
      await replace('plans', { body: bodyOf(plan), subresource: '/status', signal })
    },
    async replacePoolStatus(pool, signal) {
      await replace('seatpools', { body: bodyOf(pool), subresource: '/status', signal })
    },
    async createEvent(event, signal) {
      const path = collectionPath('events', { namespace: event.metadata.namespace, api: eventsApi })
      await requestJson(credentials, { method: 'POST', path, body: event, signal })
    },
    compositeControllers: signal => listControllers(credentials, signal),
  }
}

function bodyOf(object: Plan | SeatPool): SentObject {
  const { name, namespace = '' } = object.metadata
  return { ...object, metadata: { ...object.metadata, name, namespace } }
}

interface ControllerList {
  items: { metadata: { name: string }; spec: { parentResource: { apiVersion: string; resource: string } } }[]
}

async function listControllers(credentials: KubeConfig, signal: AbortSignal): Promise<CompositeController[]> {
  const path = '/apis/metacontroller.k8s.io/v1alpha1/compositecontrollers'
  try {
    const { items } = (await requestJson(credentials, { path, signal })) as ControllerList
    return items.map(({ metadata, spec: { parentResource } }) => ({
      name: metadata.name,
      parent: parentResource.resource,
      parentApiVersion: parentResource.apiVersion,
    }))
  } catch (error) {
    if (error instanceof KubeError && error.code === 404) return []
    throw error
  }
}
