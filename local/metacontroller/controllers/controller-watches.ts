import type { Discovery } from '../../kubernetes/discovery.ts'
import { methodKey } from '../children/manage-children.ts'
import type { WatchCaches, WatchedResource } from '../kubernetes/watch-caches.ts'
import type { ControllerSpec, UpdateMethod } from './controller-spec.ts'

/** All watches of a controller. */
export interface ControllerWatches {
  parents: WatchedResource
  children: WatchedResource[]
  /** Always watched, as in Metacontroller; only rules with a namespaceSelector need it. */
  namespaces: WatchedResource
  /** Update methods by kind of child. */
  methods: Map<string, UpdateMethod>
  /** Resolves when the lists of parents and children are complete. */
  synced: Promise<unknown>
  release(): void
}

/** Finds the resources of a controller and watches them. Throws if the API server does not serve one of them. */
export async function acquireWatches(
  { discovery, caches }: { discovery: Discovery; caches: WatchCaches },
  spec: ControllerSpec,
): Promise<ControllerWatches> {
  const parent = await discovery.findByPlural(spec.parent.apiVersion, spec.parent.resource)
  const namespace = await discovery.findByPlural('v1', 'namespaces')
  const rules = await Promise.all(
    spec.children.map(async rule => ({ ...rule, found: await discovery.findByPlural(rule.apiVersion, rule.resource) })),
  )
  const parents = caches.acquire(parent)
  const children = rules.map(({ found }) => caches.acquire(found))
  const namespaces = caches.acquire(namespace)
  return {
    parents,
    children,
    namespaces,
    methods: new Map(rules.map(({ found, method }) => [methodKey(found), method])),
    synced: Promise.all([parents, ...children].map(({ synced }) => synced)),
    release: () => {
      for (const { release } of [parents, ...children, namespaces]) release()
    },
  }
}
