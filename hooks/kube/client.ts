import {
  type ConfigurationOptions,
  CoreV1Api,
  CustomObjectsApi,
  type KubeConfig,
  Observable,
  type ObservableMiddleware,
} from '@kubernetes/client-node'
import { group, version } from '../schema/crd/kind.ts'
import type { KubeApi, NewEvent, NewPayment } from './api.ts'
import { kubeError } from './failure.ts'
import { watchOrder } from './order-watch.ts'

/** The API server, with these credentials. */
export function connectKube(credentials: KubeConfig): KubeApi {
  const objects = credentials.makeApiClient(CustomObjectsApi)
  const core = credentials.makeApiClient(CoreV1Api)
  const orders = { group, version, plural: 'orders' }
  const payments = { group, version, plural: 'payments' }
  const tickets = { group, version, plural: 'tickets' }
  const events = { group: 'events.k8s.io', version: 'v1', plural: 'events' }
  return {
    getOrder: (key, signal) => ifFound(objects.getNamespacedCustomObject({ ...orders, ...key }, abortOn(signal))),
    getPayment: (key, signal) => ifFound(objects.getNamespacedCustomObject({ ...payments, ...key }, abortOn(signal))),
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
      const secret = await ifFound(core.readNamespacedSecret(key, abortOn(signal)))
      return secret && decodeSecret(secret.data)
    },
    createPayment: (body, signal) =>
      done(objects.createNamespacedCustomObject({ ...payments, ...namespacedBody(body) }, abortOn(signal))),
    createEvent: (body, signal) =>
      done(objects.createNamespacedCustomObject({ ...events, ...namespacedBody(body) }, abortOn(signal))),
    getEvent: (key, signal) => ifFound(objects.getNamespacedCustomObject({ ...events, ...key }, abortOn(signal))),
    watchOrder: (from, signal) => watchOrder(credentials, { ...from, signal }),
  }
}

function decodeSecret(base64: Record<string, string> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(base64).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]),
  )
}

function namespacedBody(body: NewPayment | NewEvent) {
  return { namespace: body.metadata.namespace, body }
}

/** Options of a call that ends with the signal. */
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

/** What is read, undefined where there is no such object. Rejects with a KubeError. */
export async function ifFound<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call
  } catch (thrown) {
    const error = kubeError(thrown)
    // Without the reason it is the kind that is not found: the CRDs are not installed.
    if (error.code === 404 && error.reason === 'NotFound') return undefined
    throw error
  }
}

async function itemsOf<T>(call: Promise<{ items: T[] }>): Promise<T[]> {
  try {
    return (await call).items
  } catch (thrown) {
    throw kubeError(thrown)
  }
}

async function done(call: Promise<unknown>): Promise<void> {
  try {
    await call
  } catch (thrown) {
    throw kubeError(thrown)
  }
}
