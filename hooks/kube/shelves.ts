import { CoreV1Api, CustomObjectsApi, type KubeConfig } from '@kubernetes/client-node'
import type { ArchivedKind, ArchivedObject, NewObject } from '../schema/backup.ts'
import { apiVersion, group, version } from '../schema/crd/kind.ts'
import { abortOn } from './client.ts'

/**
 * A page of a list (Kubernetes API concepts, retrieving large results in chunks). The library renames continue to _continue
 * for core kinds.
 */
export interface Page {
  metadata: { resourceVersion: string; continue?: string; _continue?: string }
  items: object[]
}

/** The calls for one kind: core or custom, of a namespace or of the cluster. */
export interface Shelf {
  apiVersion: string
  list(conference: string, query: object, signal: AbortSignal): Promise<Page>
  create(object: NewObject, signal: AbortSignal): Promise<object>
  replaceStatus(object: ArchivedObject, signal: AbortSignal): Promise<object>
}

/** A shelf for each kind of a backup. */
export function shelvesOf(credentials: KubeConfig): Record<ArchivedKind, Shelf> {
  const objects = credentials.makeApiClient(CustomObjectsApi)
  const core = credentials.makeApiClient(CoreV1Api)
  const customShelf = (plural: string) => namespacedShelf(objects, plural)
  return {
    Conference: conferenceShelf(objects),
    SeatPool: customShelf('seatpools'),
    Plan: customShelf('plans'),
    Coupon: customShelf('coupons'),
    Order: customShelf('orders'),
    Buyer: customShelf('buyers'),
    Payment: customShelf('payments'),
    Checkout: customShelf('checkouts'),
    Refund: customShelf('refunds'),
    Reservation: customShelf('reservations'),
    Ticket: customShelf('tickets'),
    Namespace: {
      ...coreShelf,
      list: (name, query, signal) =>
        core.listNamespace({ fieldSelector: `metadata.name=${name}`, ...query }, abortOn(signal)) as Promise<Page>,
      create: (body, signal) => core.createNamespace({ body }, abortOn(signal)),
    },
    ResourceQuota: {
      ...coreShelf,
      list: (namespace, query, signal) =>
        core.listNamespacedResourceQuota({ namespace, ...query }, abortOn(signal)) as Promise<Page>,
      create: (body, signal) => core.createNamespacedResourceQuota(namespacedBody(body), abortOn(signal)),
    },
  }
}

const coreShelf = {
  apiVersion: 'v1',
  replaceStatus: () => Promise.reject(new TypeError('Cannot write a status of a core kind: Kubernetes writes it')),
}

function conferenceShelf(objects: CustomObjectsApi): Shelf {
  const conferences = { group, version, plural: 'conferences' }
  return {
    apiVersion,
    list: (name, query, signal) =>
      objects.listClusterCustomObject(
        { ...conferences, fieldSelector: `metadata.name=${name}`, ...query },
        abortOn(signal),
      ),
    create: (body, signal) => objects.createClusterCustomObject({ ...conferences, body }, abortOn(signal)),
    replaceStatus: (body, signal) =>
      objects.replaceClusterCustomObjectStatus({ ...conferences, name: body.metadata.name, body }, abortOn(signal)),
  }
}

function namespacedShelf(objects: CustomObjectsApi, plural: string): Shelf {
  const kind = { group, version, plural }
  return {
    apiVersion,
    list: (namespace, query, signal) =>
      objects.listNamespacedCustomObject({ ...kind, namespace, ...query }, abortOn(signal)),
    create: (body, signal) =>
      objects.createNamespacedCustomObject({ ...kind, ...namespacedBody(body) }, abortOn(signal)),
    replaceStatus: (body, signal) =>
      objects.replaceNamespacedCustomObjectStatus(
        { ...kind, ...namespacedBody(body), name: body.metadata.name },
        abortOn(signal),
      ),
  }
}

/** The namespace and body of a call that creates or replaces an object of a namespace. */
function namespacedBody<Body extends { metadata: { namespace?: string } }>(
  body: Body,
): { namespace: string; body: Body } {
  const { namespace = '' } = body.metadata
  return { namespace, body }
}
