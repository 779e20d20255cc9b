import type { Conference } from '../schema/conference.ts'
import { keys } from '../schema/envelope.ts'
import type { ConferenceRequest, ConferenceResponse } from '../schema/hooks.ts'
import type { Namespace } from '../schema/namespace.ts'
import { conditionsOf, type Finding, truth } from './conditions.ts'

/**
 * Conference → Namespace. A namespace that was there before is nobody's child: it is not adopted, not changed and not
 * deleted, and the status says that the name is taken.
 */
export function syncConference(request: ConferenceRequest, now: number): ConferenceResponse {
  const { parent, children, related } = request
  const { name } = parent.metadata
  const own = named(children[keys.namespace], name)
  const taken = own === undefined && isForeign(named(related[keys.namespace], name), parent)
  const { labels, reserved } = sortLabels(parent.spec.namespaceLabels)
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name, ...(labels && { labels }) } }
  const finding = ready(name, own, taken)
  const told = reserved.length === 0 ? finding : { ...finding, message: `${finding.message}; ${leftOut(reserved)}` }
  return {
    status: { namespace: name, conditions: conditionsOf([told], { parent, now }) },
    children: taken ? [] : [namespace],
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

function leftOut(reserved: readonly string[]): string {
  return `labels that belong to Kubernetes are left out: ${reserved.join(', ')}`.slice(0, 700)
}

/** A conference may be called "constructor", which every object has without having it of its own. */
function named<T>(objects: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(objects, name) ? objects[name] : undefined
}

/** Its own namespace can be seen among the related ones a moment before it is seen as a child. */
function isForeign(namespace: Namespace | undefined, { metadata: { uid } }: Conference): boolean {
  if (namespace === undefined) return false
  const owners = namespace.metadata.ownerReferences ?? []
  return !owners.some(owner => owner.controller === true && owner.uid === uid)
}

function ready(name: string, own: Namespace | undefined, taken: boolean): Finding {
  const [reason, message] = stateOf(name, own, taken)
  return { type: 'Ready', status: truth(reason === 'NamespaceActive'), reason, message }
}

function stateOf(name: string, own: Namespace | undefined, taken: boolean): [string, string] {
  if (taken) {
    return [
      'NamespaceTaken',
      `There is a namespace "${name}" that is not this conference's: give the conference another name`,
    ]
  }
  if (own?.metadata.deletionTimestamp !== undefined || own?.status?.phase === 'Terminating') {
    return ['NamespaceTerminating', `The namespace "${name}" is being deleted, and is made again when it is gone`]
  }
  if (own?.status?.phase === 'Active') return ['NamespaceActive', `The namespace "${name}" is there`]
  return ['NamespacePending', `The namespace "${name}" is being made`]
}
