import { isDeepStrictEqual } from 'node:util'
import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { WatchCache } from '../kubernetes/watch-cache.ts'
import { createWorkQueue } from '../pacing/work-queue.ts'
import { type Controller, type Engine, startController } from './controller.ts'
import { type ControllerSpec, readControllerSpec } from './controller-spec.ts'

export interface Controllers {
  /** Resolves when each CompositeController that existed at the start runs or was rejected. */
  waitUntilSettled(): Promise<void>
  stop(): Promise<void>
}

interface Running {
  object: KubeObject
  /** Absent for a rejected controller. */
  controller?: Controller
}

interface CustomResourceDefinition extends KubeObject {
  spec: { versions: { name: string; subresources?: { status?: object } }[] }
}

const definitions = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  plural: 'customresourcedefinitions',
  namespaced: false,
}
const longestDelayMs = 5_000

/** Runs a controller for each CompositeController: a new spec restarts it, and its deletion ends it. */
export function runControllers(engine: Engine, composites: WatchCache): Controllers {
  const running = new Map<string, Running>()
  const unsettled = new Map(composites.list().map(({ metadata }) => [metadata.name, Promise.withResolvers<void>()]))
  const initial = [...unsettled.values()].map(({ promise }) => promise)
  const queue = createWorkQueue({ workers: 1, work, longestDelayMs })

  async function work(name: string): Promise<void> {
    try {
      await reconcile(name)
      unsettled.get(name)?.resolve()
      queue.forget(name)
    } catch (error) {
      engine.log.warn({ err: error, controller: name }, 'controller not started, trying again')
      queue.addRateLimited(name)
    }
  }

  async function reconcile(name: string): Promise<void> {
    const object = composites.get(undefined, name)
    const known = running.get(name)
    if (object && known && isDeepStrictEqual(object['spec'], known.object['spec'])) return
    running.delete(name)
    if (known?.controller) await stopController(known.controller, name)
    if (object) running.set(name, { object, ...(await start(engine, object)) })
  }

  async function stopController(controller: Controller, name: string): Promise<void> {
    await controller.stop()
    engine.log.info({ controller: name }, 'controller stopped')
  }

  const unlisten = composites.listen(({ before, after }) => queue.add((after ?? before).metadata.name))

  async function stop(): Promise<void> {
    unlisten()
    await queue.shutDown()
    await Promise.all([...running.values()].map(({ controller }) => controller?.stop()))
  }

  return { waitUntilSettled: () => Promise.all(initial).then(() => {}), stop }
}

/** A controller that cannot run until its spec changes: it is rejected once and not retried. */
class UnfitController extends Error {
  override name = 'UnfitController'
}

async function start(engine: Engine, object: KubeObject): Promise<{ controller?: Controller }> {
  const { name } = object.metadata
  try {
    const spec = readSpec(object)
    await assertStatusSubresource(engine, spec)
    const controller = await startController(engine, object, spec)
    engine.log.info({ controller: name }, 'controller started')
    return { controller }
  } catch (error) {
    if (!(error instanceof UnfitController)) throw error
    const { message } = error
    engine.log.error({ controller: name }, message)
    engine.events.record(object, { type: 'Warning', reason: 'CreateError', message })
    return {}
  }
}

function readSpec(object: KubeObject): ControllerSpec {
  try {
    return readControllerSpec(object)
  } catch (cause) {
    throw new UnfitController((cause as Error).message, { cause })
  }
}

async function assertStatusSubresource({ client }: Engine, { parent }: ControllerSpec): Promise<void> {
  const [group, version] = parent.apiVersion.split('/')
  const name = `${parent.resource}.${group}`
  const definition = (await client.get(definitions, { name })) as CustomResourceDefinition
  const served = definition.spec.versions.find(candidate => candidate.name === version)
  if (served?.subresources?.status) return
  throw new UnfitController(`Cannot start on parents "${name}": their CRD must have the status subresource`)
}
