import { describeObject, type KubeObject } from '../../kubernetes/kube-object.ts'
import type { Resource } from '../../kubernetes/resource.ts'
import { type Claimable, claimChildren } from '../children/claim.ts'
import { type ManageOptions, manageChildren } from '../children/manage-children.ts'
import { labelChildren, parentSelector } from '../children/parent-selector.ts'
import { updateParentStatus } from '../children/parent-status.ts'
import { readSyncAnswer } from '../hooks/hook-answer.ts'
import type { Webhook } from '../hooks/webhook.ts'
import { toWire } from '../objects/object-map.ts'
import type { Related } from '../related/related.ts'

export interface SyncOptions extends ManageOptions {
  controller: KubeObject
  parentResource: Resource
  children: Claimable[]
  related: Pick<Related, 'objectsFor'>
  hook: Webhook
  generateSelector: boolean
  /** Schedules the resync that the hook requested. */
  resyncAfter(delayMs: number): void
}

/**
 * Syncs one parent as it is in the cache: claims its children, collects related objects, calls the hook, manages the
 * children and writes the status. It writes the status even if children could not be managed, and throws that error
 * afterwards.
 */
export async function syncParent(parent: KubeObject, options: SyncOptions): Promise<void> {
  const { client, parentResource, generateSelector } = options
  const selects = parentSelector(parent, generateSelector)
  const observed = await claimChildren(parent, options.children, { client, parentResource, selects })
  const related = await options.related.objectsFor(parent)
  const answer = readSyncAnswer(
    await options.hook.call({
      controller: options.controller,
      parent,
      children: toWire(observed),
      related: toWire(related),
      finalizing: false,
    }),
  )
  if (answer.resyncAfterSeconds > 0) options.resyncAfter(answer.resyncAfterSeconds * 1000)
  const desired = labelChildren(parent, answer.children, generateSelector)
  // A parent under deletion keeps its children: the garbage collector deletes them.
  const managing = parent.metadata.deletionTimestamp
    ? Promise.resolve()
    : manageChildren(parent, { observed, desired }, options)
  const failure = await managing.then(
    () => undefined,
    cause => new Error(`can't reconcile children for ${describeObject(parent)}: ${cause.message}`, { cause }),
  )
  await updateParentStatus(parent, answer.status, { client, resource: parentResource })
  if (failure) throw failure
}
