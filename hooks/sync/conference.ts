import type { Conference } from '../schema/conference.ts'
import { keys } from '../schema/envelope.ts'
import type { ConferenceRequest, ConferenceResponse } from '../schema/hooks.ts'
import type { Namespace } from '../schema/namespace.ts'
import { conditionsOf, type Finding, truth } from './conditions.ts'

/**
 * Conference → Namespace. A namespace that is not its child is not adopted unasked, not changed and not deleted: the status
 * says that the name is taken, or that the namespace is on its way out. Metacontroller adopts it once it has the label
 * controller-uid of the conference, and no other controller.
 */
export function syncConference(request: ConferenceRequest, now: number): ConferenceResponse {
  const { parent, children, related } = request
  const { name } = parent.metadata
  const own = lookUp(children[keys.namespace], name)
  const other = own === undefined ? findForeign(lookUp(related[keys.namespace], name), parent) : undefined
  const { labels, reserved } = sortLabels(parent.spec.namespaceLabels)
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...(labels && { labels }) } }
  const finding = ready(parent, { own, other })
  const told = reserved.length === 0 ? finding : { ...finding, message: `${finding.message}; ${tellLeftOut(reserved)}` }
  return {
    status: { namespace: name, conditions: conditionsOf([told], { parent, now }) },
    children: other === undefined ? [namespace] : [],
  }
}

/**
 * The labels of a namespace, without those that belong to Kubernetes: who may create a conference must not lift the Pod
 * Security of its namespace. Versions before 0.3 stored such keys (Kubernetes: Well-Known Labels; Pod Security Admission).
 */
function sortLabels(labels: Record<string, string> | undefined): {
  labels?: Record<string, string>
  reserved: string[]
} {
  const reserved = Object.keys(labels ?? {}).filter(key => /^([^/]*\.)?(kubernetes|k8s)\.io\//.test(key))
  if (labels === undefined || reserved.length === 0) return { ...(labels && { labels }), reserved }
  return { labels: Object.fromEntries(Object.entries(labels).filter(([key]) => !reserved.includes(key))), reserved }
}

function tellLeftOut(reserved: readonly string[]): string {
  return `labels that belong to Kubernetes are left out: ${reserved.join(', ')}`.slice(0, 700)
}

/** A conference may be called "constructor", which every object has without having it of its own. */
function lookUp<T>(objects: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(objects, name) ? objects[name] : undefined
}

/** Its own namespace can be seen among the related ones a moment before it is seen as a child. */
function findForeign(namespace: Namespace | undefined, { metadata: { uid } }: Conference): Namespace | undefined {
  const owners = namespace?.metadata.ownerReferences ?? []
  return owners.some(owner => owner.controller === true && owner.uid === uid) ? undefined : namespace
}

interface Seen {
  own: Namespace | undefined
  /** The namespace of its name that is not its own. */
  other: Namespace | undefined
}

function ready(conference: Conference, seen: Seen): Finding {
  const [reason, message] = stateOf(conference, seen)
  return { type: 'Ready', status: truth(reason === 'NamespaceActive'), reason, message }
}

function stateOf({ metadata: { name, uid } }: Conference, { own, other }: Seen): [string, string] {
  const seen = own ?? other
  if (seen?.metadata.deletionTimestamp !== undefined || seen?.status?.phase === 'Terminating') {
    return ['NamespaceTerminating', `The namespace "${name}" is being deleted, and is created again when it is gone`]
  }
  if (other !== undefined) {
    const handOver = `kubectl label --overwrite namespace ${name} controller-uid=${uid}`
    return [
      'NamespaceTaken',
      `The namespace "${name}" is not this conference's: give the conference another name, or hand the namespace over: ${handOver}`,
    ]
  }
  if (own?.status?.phase === 'Active') return ['NamespaceActive', `The namespace "${name}" exists`]
  return ['NamespacePending', `The namespace "${name}" is being created`]
}
