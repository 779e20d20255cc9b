import type { Discovery } from '../../kubernetes/discovery.ts'
import { methodKey } from '../children/manage-children.ts'
import type { WatchCaches, WatchedResource } from '../kubernetes/watch-caches.ts'
import type { ControllerSpec, UpdateMethod } from './controller-spec.ts'

/** Everything a controller watches from its start on. */
export interface ControllerWatches {
  parents: WatchedResource
  children: WatchedResource[]
  /** Always watched, as Metacontroller does; needed for rules with a namespaceSelector only. */
  namespaces: WatchedResource
  /** Update methods by kind of child. */
  methods: Map<string, UpdateMethod>
  /** Resolves when parents and children are listed. */
  synced: Promise<unknown>
  release(): void
}

/** Finds what a controller names and watches it. Throws when one of its resources is not served. */
export async function acquireWatches(
  { discovery, caches }: { discovery: Discovery; caches: WatchCaches },
  spec: ControllerSpec,
): Promise<ControllerWatches> {
  const parent = await discovery.byPlural(spec.parent.apiVersion, spec.parent.resource)
  const namespace = await discovery.byPlural('v1', 'namespaces')
  const rules = await Promise.all(
    spec.children.map(async rule => ({ ...rule, found: await discovery.byPlural(rule.apiVersion, rule.resource) })),
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
