import { setTimeout as delay } from 'node:timers/promises'
import { timestamp } from '../../../hooks/rules/time.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { type ApiClient, createApiClient, type Method } from '../../../local/kubernetes/api-client.ts'
import { ApiError } from '../../../local/kubernetes/api-error.ts'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { readKubeconfig } from '../../../local/kubernetes/kubeconfig.ts'
import type { System } from '../../../local/system/system.ts'
import { shopOf } from '../../../test/fixtures/cluster/shop.ts'
import { createPatientClient } from '../../chaos/sale/patient-client.ts'
import { kindNames } from '../../server/stored.ts'
import type { Thing, Write } from '../step.ts'
import { type Backend, refusal } from './backend.ts'
import type { Observer } from './observer.ts'

/** The administrator at the API server of a running system, and a gateway at its payment endpoint. */
export async function createRealBackend(
  system: System,
  { namespace, observer, signal }: { namespace: string; observer: Observer; signal: AbortSignal },
): Promise<Backend> {
  const api = createApiClient(await readKubeconfig(system.kubeconfig), { reserve: () => 0, tryTake: () => true })
  // The client repeats a list when the API server is not ready for a new kind (429), as kubectl does.
  const client = await createPatientClient(system, { namespace, signal })
  const shop = shopOf(system, namespace)
  return {
    async act(step) {
      if (step.does === 'pass a second') return waitUntilAfter(Math.floor(Date.now() / 1000) * 1000 + 1000)
      if (step.does === 'report') return String((await shop.report(step.order, step.report)).code)
      try {
        if (step.does === 'lapse') return await lapse(api, pathOf(namespace, 'Reservation', step.order))
        await write(api, step, namespace)
        return 'done'
      } catch (error) {
        if (error instanceof ApiError) return refusal(error)
        throw error
      }
    },
    rest: () => observer.rest(namespace),
    async state() {
      const lists = await Promise.all(kindNames.map(kind => client.list(kind)))
      const own = await Promise.all([
        read(api, pathOf(namespace, 'Conference', namespace)),
        read(api, `/api/v1/namespaces/${namespace}`),
      ])
      const objects = [...own.filter(object => object !== undefined), ...lists.flat()]
      // The observer cannot read namespaces: the API server stores its own kinds in a form of its own.
      const seen = objects.map(({ kind, metadata }): [string, string] => [
        metadata.uid ?? '',
        `${kind} ${metadata.name}`,
      ])
      return { objects, uids: new Map([...seen, ...observer.uids(namespace)]), namespace }
    },
  }
}

function pathOf(namespace: string, kind: Thing, name?: string): string {
  const place = kind === 'Conference' ? '' : `/namespaces/${namespace}`
  return `/apis/${apiVersion}${place}/${kind.toLowerCase()}s${name === undefined ? '' : `/${name}`}`
}

async function write(api: ApiClient, step: Write, namespace: string): Promise<void> {
  const { kind, name } = step
  const path = pathOf(namespace, kind, name)
  switch (step.does) {
    case 'create':
      return call(api, 'POST', pathOf(namespace, kind), { apiVersion, kind, metadata: { name }, spec: step.spec })
    case 'edit':
      return patch(api, path, step.spec)
    case 'scale':
      return patch(api, `${path}/scale`, { replicas: step.quantity })
    case 'replace':
      return replace(api, path, step)
    case 'write the status':
      return writeStatus(api, path, step)
    case 'delete':
      return call(api, 'DELETE', path)
    case 'delete another':
      return call(api, 'DELETE', path, { preconditions: { uid: 'another' } })
  }
}

async function call(api: ApiClient, method: Method, path: string, body?: object): Promise<void> {
  await api.request(method, path, body && { body })
}

async function replace(
  api: ApiClient,
  path: string,
  { spec, seen }: { spec: object; seen: 'now' | 'before' },
): Promise<void> {
  const object = (await api.request('GET', path)) as KubeObject
  const { resourceVersion } = object.metadata
  const version = seen === 'now' ? resourceVersion : String(Number(resourceVersion) - 1)
  const metadata = { ...object.metadata, resourceVersion: version }
  await call(api, 'PUT', path, { ...object, metadata, spec: { ...(object['spec'] as object), ...spec } })
}

async function patch(api: ApiClient, path: string, spec: object): Promise<void> {
  await api.request('PATCH', path, { body: { spec }, contentType: 'application/merge-patch+json' })
}

async function writeStatus(api: ApiClient, path: string, step: { status: object; spec: object }): Promise<void> {
  const object = (await api.request('GET', path)) as KubeObject & { spec: object; status: object }
  const spec = { ...object.spec, ...step.spec }
  await call(api, 'PUT', `${path}/status`, { ...object, spec, status: { ...object.status, ...step.status } })
}

/** Ends a hold within two seconds: a hold lapses 30 s after its end. */
async function lapse(api: ApiClient, path: string): Promise<string> {
  const heldUntil = timestamp(Date.now() - 28_000)
  await patch(api, path, { heldUntil })
  return waitUntilAfter(Date.parse(heldUntil) + 30_000)
}

async function waitUntilAfter(moment: number): Promise<string> {
  await delay(Math.max(0, moment - Date.now()) + 1)
  return 'done'
}

async function read(api: ApiClient, path: string): Promise<KubeObject | undefined> {
  try {
    return (await api.request('GET', path)) as KubeObject
  } catch (error) {
    if (error instanceof ApiError && error.code === 404) return undefined
    throw error
  }
}
