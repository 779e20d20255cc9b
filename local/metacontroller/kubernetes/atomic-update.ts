import { setTimeout as delay } from 'node:timers/promises'
import { ApiError, isConflict } from '../../kubernetes/api-error.ts'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { ObjectClient } from '../../kubernetes/object-client.ts'
import { placeOf, type Resource } from '../../kubernetes/resource.ts'

export interface Update {
  resource: Resource
  subresource?: string
  /** The object to write, derived from the live one; undefined if there is nothing to write. */
  change(live: KubeObject): KubeObject | undefined
}

const retryDelaysMs = [10, 50, 250]

/**
 * Reads the object from the API server, changes it and writes it back. If somebody else wrote in between, it starts
 * again, so that `change` always wins. Throws ApiError 404 if the object was deleted or replaced by another of its
 * name, and the conflict itself after four attempts.
 */
export async function atomicUpdate(client: ObjectClient, original: KubeObject, update: Update): Promise<void> {
  for (const pause of retryDelaysMs) {
    try {
      return await attempt(client, original, update)
    } catch (error) {
      if (!isConflict(error)) throw error
      await delay(pause)
    }
  }
  await attempt(client, original, update)
}

async function attempt(client: ObjectClient, original: KubeObject, update: Update): Promise<void> {
  const live = await client.get(update.resource, placeOf(original))
  if (live.metadata.uid !== original.metadata.uid) {
    const { plural } = update.resource
    throw new ApiError(`${plural} "${original.metadata.name}" not found`, { code: 404, reason: 'NotFound' })
  }
  const changed = update.change(live)
  if (changed) await client.replace(update.resource, changed, update.subresource)
}
