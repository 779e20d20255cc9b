import type { Logger } from 'pino'
import type { Discovery } from '../../kubernetes/discovery.ts'
import { type KubeObject, objectKey } from '../../kubernetes/kube-object.ts'
import type { ObjectClient } from '../../kubernetes/object-client.ts'
import { isStatusChange, parentsOfChange } from '../children/parent-finder.ts'
import { readAuthorization } from '../hooks/credentials.ts'
import { createWebhook } from '../hooks/webhook.ts'
import type { EventRecorder } from '../kubernetes/events.ts'
import type { WatchCaches } from '../kubernetes/watch-caches.ts'
import { compileSelector } from '../objects/selector.ts'
import { createWorkQueue } from '../pacing/work-queue.ts'
import { createCustomize } from '../related/customize.ts'
import { createRelated, labelsOfNamespaces } from '../related/related.ts'
import { relatedParents } from '../related/related-parents.ts'
import type { ControllerSpec, HookAddress } from './controller-spec.ts'
import { acquireWatches, type ControllerWatches } from './controller-watches.ts'
import { createWorker } from './worker.ts'

/** The parts that all controllers share. */
export interface Engine {
  client: ObjectClient
  discovery: Discovery
  caches: WatchCaches
  events: EventRecorder
  log: Logger
  workers: number
  /** Ends the process. */
  fatal(error: Error): void
}

export interface Controller {
  /** Ends the controller; resolves when its running syncs have ended. */
  stop(): Promise<void>
}

/**
 * Starts one CompositeController; resolves when it works. Throws if the API server does not serve one of its resources
 * (yet).
 */
export async function startController(engine: Engine, object: KubeObject, asked: ControllerSpec): Promise<Controller> {
  const log = engine.log.child({ controller: object.metadata.name })
  const spec = await withCredentials(engine, asked)
  const watches = await acquireWatches(engine, spec)
  const parents = watches.parents.cache
  const isSelected = compileSelector(spec.parent.labelSelector)
  const enqueue = (parent: KubeObject) => {
    if (isSelected(parent.metadata.labels)) queue.add(objectKey(parent))
  }

  const ending = new AbortController()
  const hook = spec.customize && createWebhook({ ...spec.customize, signal: ending.signal })
  const customize = createCustomize({ controller: object, hook, discovery: engine.discovery })
  const labelsOf = labelsOfNamespaces(watches.namespaces)
  const enqueueParents = async (objects: KubeObject[]) => {
    const concerned = await relatedParents(objects, { parents, customize, labelsOf, log, fatal: engine.fatal })
    concerned.forEach(enqueue)
  }
  const related = createRelated({ ...watches, customize, caches: engine.caches, onChange: enqueueParents })
  const worker = createWorker({
    ...engine,
    log,
    controller: object,
    spec,
    watches,
    related,
    isSelected,
    signal: ending.signal,
  })
  const queue = createWorkQueue({ workers: engine.workers, work: key => worker(key, queue) })

  await watches.synced
  const stops = listen(watches, { spec, enqueue })
  return {
    async stop() {
      for (const end of stops) end()
      ending.abort()
      await queue.shutDown()
      related.release()
      watches.release()
    },
  }
}

/** The spec, with the tokens of its hooks. */
async function withCredentials({ client }: Engine, spec: ControllerSpec): Promise<ControllerSpec> {
  const withToken = async (hook: HookAddress) => ({ ...hook, ...(await readAuthorization(hook.token, client)) })
  const { sync, customize } = spec
  return { ...spec, sync: await withToken(sync), ...(customize && { customize: await withToken(customize) }) }
}

interface Listening {
  spec: ControllerSpec
  enqueue(parent: KubeObject): void
}

function listen(watches: ControllerWatches, { spec, enqueue }: Listening): (() => void)[] {
  const { parents, children } = watches
  const finder = { resource: parents.resource, parents: parents.cache, generateSelector: spec.generateSelector }
  const resync = setInterval(() => parents.cache.list().forEach(enqueue), spec.resyncPeriodMs)
  return [
    () => clearInterval(resync),
    parents.cache.listen(change => {
      const ignored = spec.parent.ignoreStatusChanges && isStatusChange(change)
      if (!ignored) enqueue(change.after ?? change.before)
    }),
    ...children.map(({ cache }) => cache.listen(change => parentsOfChange(change, finder).forEach(enqueue))),
  ]
}
