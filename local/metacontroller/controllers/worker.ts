import type { Logger } from 'pino'
import type { Discovery } from '../../kubernetes/discovery.ts'
import { describeObject, type KubeObject } from '../../kubernetes/kube-object.ts'
import type { ObjectClient } from '../../kubernetes/object-client.ts'
import { FatalAnswer } from '../hooks/hook-answer.ts'
import { createWebhook, TooManyRequests } from '../hooks/webhook.ts'
import type { EventRecorder } from '../kubernetes/events.ts'
import type { LabelMatcher } from '../objects/selector.ts'
import type { WorkQueue } from '../pacing/work-queue.ts'
import { NotSyncedYet, type Related } from '../related/related.ts'
import type { ControllerSpec } from './controller-spec.ts'
import type { ControllerWatches } from './controller-watches.ts'
import { syncParent } from './sync.ts'

export interface WorkerOptions {
  client: ObjectClient
  discovery: Discovery
  events: EventRecorder
  log: Logger
  controller: KubeObject
  spec: ControllerSpec
  watches: Pick<ControllerWatches, 'parents' | 'children' | 'methods'>
  related: Pick<Related, 'objectsFor'>
  isSelected: LabelMatcher
  /** Aborts when the controller ends. */
  signal: AbortSignal
  fatal(error: Error): void
}

/** Works on one key of a controller's queue. It never throws: a failed key returns to the queue. */
export type Worker = (key: string, queue: WorkQueue) => Promise<void>

/** The worker of a controller: it syncs the parent of a key as it is in the cache now, and schedules the next sync. */
export function createWorker(options: WorkerOptions): Worker {
  const { client, discovery, controller, spec, watches, related, isSelected, signal } = options
  const { parents, children, methods } = watches
  const hook = createWebhook({ ...spec.sync, signal })
  const { generateSelector } = spec
  const parentResource = parents.resource
  const common = { client, discovery, controller, parentResource, children, methods, related, hook, generateSelector }

  return async (key, queue) => {
    const [name = '', namespace] = key.split('/').reverse()
    const parent = parents.cache.get(namespace, name)
    if (!parent || !isSelected(parent.metadata.labels)) return queue.forget(key)
    try {
      await syncParent(parent, { ...common, resyncAfter: delayMs => queue.addAfter(key, delayMs) })
      queue.forget(key)
    } catch (error) {
      if (!signal.aborted) retryLater(error as Error, { ...options, queue, key, parent })
    }
  }
}

type Failed = WorkerOptions & { queue: WorkQueue; key: string; parent: KubeObject }

function retryLater(error: Error, { queue, key, parent, events, log, fatal }: Failed): void {
  if (error instanceof FatalAnswer) {
    fatal(error)
    return
  }
  if (error instanceof TooManyRequests) {
    queue.addAfter(key, error.afterSeconds * 1000)
    return
  }
  queue.addRateLimited(key)
  if (error instanceof NotSyncedYet) return
  log.warn({ err: error, parent: describeObject(parent) }, 'sync failed')
  events.record(parent, { type: 'Warning', reason: 'SyncError', message: `Sync error: ${error.message}` })
}
