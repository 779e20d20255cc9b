import type { KubeObject } from '../../kubernetes/kube-object.ts'
import type { TokenRef } from '../hooks/credentials.ts'
import { parseDuration } from '../hooks/duration.ts'
import type { LabelSelector } from '../objects/selector.ts'

export type UpdateMethod = 'OnDelete' | 'Recreate' | 'InPlace'

export interface ChildRule {
  apiVersion: string
  resource: string
  method: UpdateMethod
}

export interface HookAddress {
  url: string
  timeoutMs: number
  /**
   * Certificates (PEM) of the authorities that may have signed the hook's certificate; those of the system if absent.
   */
  ca?: string
  /** Reference of the token that is sent with each call. */
  token?: TokenRef
}

/** The checked spec of a CompositeController; durations are in milliseconds. */
export interface ControllerSpec {
  parent: { apiVersion: string; resource: string; labelSelector?: LabelSelector; ignoreStatusChanges: boolean }
  children: ChildRule[]
  sync: HookAddress
  customize?: HookAddress
  generateSelector: boolean
  resyncPeriodMs: number
}

interface Webhook {
  url?: string
  timeout?: string
  path?: string
  service?: { name: string; namespace: string; port?: number; protocol?: string }
  responseUnMarshallMode?: string
  caBundle?: { inline?: string }
  authorization?: { type?: string; secretRef: { name: string; namespace: string; key: string } }
  [field: string]: unknown
}

interface Hook {
  version?: string
  webhook?: Webhook
}

interface RawSpec {
  parentResource: { apiVersion: string; resource: string; labelSelector?: LabelSelector; ignoreStatusChanges?: boolean }
  childResources?: { apiVersion: string; resource: string; updateStrategy?: { method?: string } }[]
  hooks?: { sync?: Hook; customize?: Hook; finalize?: Hook }
  generateSelector?: boolean
  resyncPeriodSeconds?: number
  endpointConfigs?: unknown[]
}

const methods = ['OnDelete', 'Recreate', 'InPlace']
const unsupportedWebhookFields = ['etag', 'clientTLS', 'basicAuth']
const cacheFlushMs = 30 * 60 * 1000

/** Reads a CompositeController. Throws one sentence for each setting that the stand-in does not support. */
export function readControllerSpec(controller: KubeObject): ControllerSpec {
  const spec = controller['spec'] as RawSpec
  const refuse = refusal(controller)
  const { parentResource, hooks = {} } = spec
  if (hooks.finalize) refuse('hooks.finalize', 'defined', 'absent')
  if (spec.endpointConfigs) refuse('endpointConfigs', 'defined', 'absent')
  const sync = readHook(hooks.sync, 'sync', refuse)
  if (!sync) return refuse('hooks.sync', 'absent', 'given')
  const customize = readHook(hooks.customize, 'customize', refuse)
  const { apiVersion, resource, labelSelector, ignoreStatusChanges = false } = parentResource
  return {
    parent: { apiVersion, resource, ignoreStatusChanges, ...(labelSelector && { labelSelector }) },
    children: (spec.childResources ?? []).map(rule => readChildRule(rule, refuse)),
    sync,
    ...(customize && { customize }),
    generateSelector: spec.generateSelector ?? false,
    resyncPeriodMs: resyncPeriodMs(spec.resyncPeriodSeconds),
  }
}

type Refuse = (field: string, value: string, must: string) => never

function refusal(controller: KubeObject): Refuse {
  return (field, value, must) => {
    const what = `CompositeController "${controller.metadata.name}" with ${field} "${value}"`
    throw new Error(`Cannot start ${what}: it must be ${must}, the stand-in does nothing else`)
  }
}

function readChildRule(rule: NonNullable<RawSpec['childResources']>[number], refuse: Refuse): ChildRule {
  const method = rule.updateStrategy?.method || 'OnDelete'
  if (!methods.includes(method))
    refuse(`updateStrategy.method of ${rule.resource}`, method, 'one of '.concat(methods.join(', ')))
  return { apiVersion: rule.apiVersion, resource: rule.resource, method: method as UpdateMethod }
}

function readHook(hook: Hook | undefined, name: string, refuse: Refuse): HookAddress | undefined {
  const webhook = hook?.webhook
  if (!webhook) return undefined
  if (hook.version !== 'v2') refuse(`hooks.${name}.version`, hook.version ?? 'v1', 'v2')
  const mode = webhook.responseUnMarshallMode ?? 'strict'
  if (mode !== 'strict') refuse(`hooks.${name}.webhook.responseUnMarshallMode`, mode, 'strict')
  const unsupported = unsupportedWebhookFields.find(field => webhook[field] !== undefined)
  if (unsupported) refuse(`hooks.${name}.webhook.${unsupported}`, 'defined', 'absent')
  const url = urlOf(webhook)
  if (url === undefined) return refuse(`hooks.${name}.webhook.url`, 'absent', 'given, or service and path')
  const timeoutMs = webhook.timeout === undefined ? 0 : parseDuration(webhook.timeout)
  return { url, timeoutMs: timeoutMs > 0 ? timeoutMs : 10_000, ...readTrust(webhook, name, refuse) }
}

function readTrust(
  { caBundle, authorization }: Webhook,
  name: string,
  refuse: Refuse,
): Pick<HookAddress, 'ca' | 'token'> {
  const ca = caBundle?.inline
  if (caBundle && ca === undefined) refuse(`hooks.${name}.webhook.caBundle.inline`, 'absent', 'given')
  const scheme = authorization?.type?.trim() || 'Bearer'
  // Metacontroller rejects this scheme too.
  if (scheme.toLowerCase() === 'basic') refuse(`hooks.${name}.webhook.authorization.type`, scheme, 'another')
  return {
    ...(ca !== undefined && { ca }),
    ...(authorization && { token: { scheme, ...authorization.secretRef } }),
  }
}

function urlOf({ url, service, path }: Webhook): string | undefined {
  if (url !== undefined) return url
  if (!service || path === undefined) return undefined
  const { protocol = 'http', name, namespace, port = 80 } = service
  return `${protocol}://${name}.${namespace}:${port}${path}`
}

// Metacontroller refreshes its cache every 30 minutes in any case, so that a longer period changes nothing.
function resyncPeriodMs(seconds: number | undefined): number {
  return seconds === undefined ? cacheFlushMs : Math.min(Math.max(seconds, 1) * 1000, cacheFlushMs)
}
