import type { KubeConfig } from '@kubernetes/client-node'
import { allowNotFound } from './client.ts'
import { requestJson } from './request.ts'

/** A Lease of coordination.k8s.io/v1 (Kubernetes API reference). Times are RFC 3339 with six digits of fractional seconds. */
export interface Lease {
  apiVersion?: string
  kind?: string
  metadata: { name: string; resourceVersion?: string }
  spec?: {
    /** The process that holds it; empty or absent when no process does. */
    holderIdentity?: string
    leaseDurationSeconds?: number
    acquireTime?: string
    renewTime?: string
    /** The number of changes of its holder. */
    leaseTransitions?: number
  }
}

/** The Leases of one namespace. Every call rejects with a KubeError, also when the signal aborts it. */
export interface LeaseApi {
  list(signal: AbortSignal): Promise<Lease[]>
  /** Undefined when no Lease has that name. */
  get(name: string, signal: AbortSignal): Promise<Lease | undefined>
  /** Returns it as stored. Rejects with reason AlreadyExists when a Lease has that name. */
  create(lease: Lease, signal: AbortSignal): Promise<Lease>
  /** Returns it as stored. Rejects with reason Conflict when it has changed since its resourceVersion. */
  replace(lease: Lease, signal: AbortSignal): Promise<Lease>
}

/** Connects to the Leases of that namespace with these credentials. */
export function connectLeases(credentials: KubeConfig, namespace: string): LeaseApi {
  const leases = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`
  return {
    async list(signal) {
      const { items } = (await requestJson(credentials, { path: leases, signal })) as { items: Lease[] }
      return items
    },
    get: (name, signal) =>
      allowNotFound(requestJson(credentials, { path: `${leases}/${name}`, signal }) as Promise<Lease>),
    create: async (body, signal) =>
      (await requestJson(credentials, { method: 'POST', path: leases, body, signal })) as Lease,
    replace: async (body, signal) =>
      (await requestJson(credentials, {
        method: 'PUT',
        path: `${leases}/${body.metadata.name}`,
        body,
        signal,
      })) as Lease,
  }
}
