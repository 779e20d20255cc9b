import {
  type ConfigurationOptions,
  CoreV1Api,
  CustomObjectsApi,
  type KubeConfig,
  Observable,
  type ObservableMiddleware,
} from '@kubernetes/client-node'
import { group, version } from '../schema/crd/kind.ts'
import type { KubeApi, ObjectKey, OfferApi } from './api.ts'
import { kubeError, withKubeErrors } from './request.ts'
import { watchOrder } from './watch-stream.ts'

/** Connects the payment endpoint to the API server with these credentials. */
export function connectKube(credentials: KubeConfig): KubeApi {
  const objects = credentials.makeApiClient(CustomObjectsApi)
  const core = credentials.makeApiClient(CoreV1Api)
  const orders = { group, version, plural: 'orders' }
  const payments = { group, version, plural: 'payments' }
  const tickets = { group, version, plural: 'tickets' }
  const events = { group: 'events.k8s.io', version: 'v1', plural: 'events' }
  return {
    getOrder: (key, signal) => allowNotFound(objects.getNamespacedCustomObject({ ...orders, ...key }, abortOn(signal))),
    getPayment: (key, signal) =>
      allowNotFound(objects.getNamespacedCustomObject({ ...payments, ...key }, abortOn(signal))),
    findPayments: (name, signal) =>
      itemsOf(
        objects.listCustomObjectForAllNamespaces(
          { group, version, resourcePlural: 'payments', fieldSelector: `metadata.name=${name}` },
          abortOn(signal),
        ),
      ),
    listTickets: ({ namespace, name }, signal) =>
      itemsOf(
        objects.listNamespacedCustomObject(
          { ...tickets, namespace, labelSelector: `orders.${group}=${name}` },
          abortOn(signal),
        ),
      ),
    getSecret: async (key, signal) => {
      const secret = await allowNotFound(core.readNamespacedSecret(key, abortOn(signal)))
      return secret && decodeSecret(secret.data)
    },
    async createPayment(body, signal) {
      await withKubeErrors(
        objects.createNamespacedCustomObject({ ...payments, ...namespacedBody(body) }, abortOn(signal)),
      )
    },
    async createEvent(body, signal) {
      await withKubeErrors(
        objects.createNamespacedCustomObject({ ...events, ...namespacedBody(body) }, abortOn(signal)),
      )
    },
    getEvent: (key, signal) => allowNotFound(objects.getNamespacedCustomObject({ ...events, ...key }, abortOn(signal))),
    watchOrder: (from, signal) => watchOrder(credentials, { ...from, signal }),
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
    getCoupon: (key, signal) => get('coupons', key, signal),
  }
}

/** The namespace and body of a call that creates or replaces an object of a namespace. */
export function namespacedBody<Body extends { metadata: { namespace?: string } }>(
  body: Body,
): { namespace: string; body: Body } {
  const { namespace = '' } = body.metadata
  return { namespace, body }
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

async function itemsOf<T>(call: Promise<{ items: T[] }>): Promise<T[]> {
  return (await withKubeErrors(call)).items
}
