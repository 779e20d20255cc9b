import { isDeepStrictEqual } from 'node:util'
import { isConflict, isNotFound } from '../../kubernetes/api-error.ts'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { ObjectClient } from '../../kubernetes/object-client.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import { atomicUpdate } from '../kubernetes/atomic-update.ts'

/**
 * Replaces the whole status of a parent. Fields that anybody else wrote are lost, even those written after the hook was
 * called. `observedGeneration` is the generation of the parent that the hook saw. An equal status is not written.
 */
export async function updateParentStatus(
  parent: KubeObject,
  status: Record<string, unknown>,
  { client, resource }: { client: ObjectClient; resource: Resource },
): Promise<void> {
  const desired = { ...status, observedGeneration: parent.metadata.generation }
  const change = (live: KubeObject) =>
    isDeepStrictEqual(live['status'], desired) ? undefined : { ...live, status: desired }
  try {
    await atomicUpdate(client, parent, { resource, subresource: 'status', change })
  } catch (error) {
    // The parent does not exist any more, or changes so often that its next event brings the next sync.
    if (!isNotFound(error) && !isConflict(error)) throw error
  }
}
