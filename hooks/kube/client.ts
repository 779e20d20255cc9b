import {
  type ConfigurationOptions,
  CustomObjectsApi,
  type KubeConfig,
  Observable,
  type ObservableMiddleware,
} from '@kubernetes/client-node'
import { group, orderLabel, version } from '../schema/crd/kind.ts'
import type { KubeApi, ObjectKey, OfferApi } from './api.ts'
import { collectionPath, eventsApi, objectPath, ownApi } from './path.ts'
import { kubeError, requestJson } from './request.ts'
import { type SharedOrderWatch, shareOrderWatch } from './watch/shared-order-watch.ts'

const coreApi = '/api/v1'

/** Connects the payment endpoint to the API server with these credentials. */
export function connectKube(credentials: KubeConfig): KubeApi & SharedOrderWatch {
  const get = <T>(path: string, signal: AbortSignal) =>
    allowNotFound(requestJson(credentials, { path, signal }) as Promise<T>)
  const create = async (path: string, { body, signal }: { body: object; signal: AbortSignal }) => {
    await requestJson(credentials, { method: 'POST', path, body, signal })
  }
  const list = async <T>(path: string, { query, signal }: { query: Record<string, string>; signal: AbortSignal }) => {
    const selected = `${path}?${new URLSearchParams(query)}`
    return ((await requestJson(credentials, { path: selected, signal })) as { items: T[] }).items
  }
  return {
    getOrder: (key, signal) => get(objectPath('orders', key), signal),
    getPayment: (key, signal) => get(objectPath('payments', key), signal),
    findPayments: (name, signal) =>
      list(`${ownApi}/payments`, { query: { fieldSelector: `metadata.name=${name}` }, signal }),
    listTickets: ({ namespace, name }, signal) =>
      list(collectionPath('tickets', { namespace }), { query: { labelSelector: `${orderLabel}=${name}` }, signal }),
    async getSecret(key, signal) {
      const path = objectPath('secrets', { ...key, api: coreApi })
      const secret = await get<{ data?: Record<string, string> }>(path, signal)
      return secret && decodeSecret(secret.data)
    },
    createPayment: (body, signal) => create(collectionPath('payments', body.metadata), { body, signal }),
    createEvent(body, signal) {
      const { namespace } = body.metadata
      return create(collectionPath('events', { namespace, api: eventsApi }), { body, signal })
    },
    getEvent: (key, signal) => get(objectPath('events', { ...key, api: eventsApi }), signal),
    ...shareOrderWatch(credentials),
  }
}

function decodeSecret(base64: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(base64).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  )
}

/** Connects the admission webhook to the API server with these credentials. */
export function connectOffers(credentials: KubeConfig): OfferApi {
  const objects = credentials.makeApiClient(CustomObjectsApi)
  const get = (plural: string, key: ObjectKey, signal: AbortSignal) =>
    allowNotFound(objects.getNamespacedCustomObject({ group, version, plural, ...key }, abortOn(signal)))
  return {
    getPlan: (key, signal) => get('plans', key, signal),
    getPool: (key, signal) => get('seatpools', key, signal),
    getCoupon: (key, signal) => get('coupons', key, signal),
  }
}

/** The options of a call that the signal aborts. */
export function abortOn(signal: AbortSignal): ConfigurationOptions<ObservableMiddleware> {
  const abortable: ObservableMiddleware = {
    pre: context => {
      context.setSignal(signal)
      return new Observable(Promise.resolve(context))
    },
    post: answer => new Observable(Promise.resolve(answer)),
  }
  return { middleware: [abortable], middlewareMergeStrategy: 'append' }
}

/** The object that the call reads, undefined if it does not exist. Rejects with a KubeError. */
export async function allowNotFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (thrown) {
    const error = kubeError(thrown)
    // A 404 without this reason means that the kind is unknown: the CRDs are not installed.
    if (error.code === 404 && error.reason === 'NotFound') return undefined
    throw error
  }
}
