import type { Conference } from '../../schema/conference.ts'
import { keys } from '../../schema/envelope.ts'
import type { ConferenceRequest, ConferenceResponse } from '../../schema/hooks.ts'
import { type Namespace, protectionAnnotation, recreatedAtAnnotation } from '../../schema/namespace.ts'
import { conditionStatus, conditionsOf, type Finding } from '../conditions.ts'
import { buildNamespace, findUnappliedLabels, isProtected, type SeenNamespaces, uidToRemember } from './namespace.ts'

/**
 * Conference → Namespace. The hook never adopts, changes or deletes a namespace that the conference does not own: the
 * status reports that the name is taken, or that the namespace is being deleted. Metacontroller adopts a namespace once it
 * has the label controller-uid of the conference and no other controller.
 */
export function syncConference(request: ConferenceRequest, now: number): ConferenceResponse {
  const { parent, children, related } = request
  const { name } = parent.metadata
  const own = lookUp(children[keys.namespace], name)
  const other = own === undefined ? findForeign(lookUp(related[keys.namespace], name), parent) : undefined
  const seen = { own, other }
  const { namespace, recreatedAt, reserved } = buildNamespace(parent, seen, now)
  const finding = readyFinding(parent, { ...seen, recreatedAt })
  const unapplied = finding.status === 'True' ? findUnappliedLabels(own, namespace.metadata.labels) : []
  const notes = [
    ...listLabels('labels that belong to Kubernetes are left out', reserved),
    ...listLabels('labels not applied yet', unapplied),
  ]
  const told = { ...finding, message: [finding.message, ...notes].join('; ') }
  const namespaceUid = uidToRemember(parent, seen)
  const conditions = conditionsOf([told, ...protectionFindings(parent, own)], { parent, now })
  return {
    status: { namespace: name, ...(namespaceUid !== undefined && { namespaceUid }), conditions },
    children: other === undefined ? [namespace] : [],
  }
}

/** One note, or none without keys. It is so short that two notes and the longest finding fit into a message. */
function listLabels(note: string, keys: readonly string[]): string[] {
  return keys.length === 0 ? [] : [`${note}: ${keys.join(', ')}`.slice(0, 350)]
}

/** A conference may be called "constructor": an inherited property must not be taken for its namespace. */
function lookUp<T>(objects: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(objects, name) ? objects[name] : undefined
}

/** The conference's own namespace may appear among the related objects before it appears among the children. */
function findForeign(namespace: Namespace | undefined, { metadata: { uid } }: Conference): Namespace | undefined {
  const owners = namespace?.metadata.ownerReferences ?? []
  return owners.some(owner => owner.controller === true && owner.uid === uid) ? undefined : namespace
}

/** The reasons with which Ready is True. */
const serving = ['NamespaceActive', 'NamespaceRecreated']

interface Seen extends SeenNamespaces {
  /** The time at which its own namespace replaced a deleted one. */
  recreatedAt: string | undefined
}

function readyFinding(conference: Conference, seen: Seen): Finding {
  const [reason, message] = stateOf(conference, seen)
  return { type: 'Ready', status: conditionStatus(serving.includes(reason)), reason, message }
}

function stateOf({ metadata: { name, uid } }: Conference, { own, other, recreatedAt }: Seen): [string, string] {
  const seen = own ?? other
  if (seen?.metadata.deletionTimestamp !== undefined || seen?.status?.phase === 'Terminating') {
    const told =
      own === undefined
        ? 'and the conference gets a new one once it is deleted'
        : 'with everything in it; a new and empty one is created afterwards'
    return ['NamespaceTerminating', `The namespace "${name}" is being deleted, ${told}`]
  }
  if (other !== undefined) {
    const handOver = `kubectl label --overwrite namespace ${name} controller-uid=${uid}`
    return [
      'NamespaceTaken',
      `The namespace "${name}" belongs to another owner: create the conference under another name, or hand the namespace over: ${handOver}`,
    ]
  }
  const lost = 'was deleted with everything in it'
  if (own?.status?.phase !== 'Active') {
    const told = recreatedAt === undefined ? 'is being created' : `${lost}, and is being created again`
    return ['NamespacePending', `The namespace "${name}" ${told}`]
  }
  if (recreatedAt === undefined) return ['NamespaceActive', `The namespace "${name}" exists`]
  const next = `restore a backup, or remove the annotation ${recreatedAtAnnotation} of the namespace`
  return ['NamespaceRecreated', `The namespace "${name}" ${lost}, and created again at ${recreatedAt}: ${next}`]
}

/** One finding if the conference sets deletionProtection or its namespace is still protected; otherwise none. */
function protectionFindings({ metadata: { name }, spec }: Conference, own: Namespace | undefined): Finding[] {
  const isMarked = isProtected(own)
  if (spec.deletionProtection === undefined && !isMarked) return []
  const [reason, message] =
    spec.deletionProtection === true ? protectedState(name, isMarked) : openState(name, isMarked)
  return [{ type: 'DeletionProtected', status: conditionStatus(isMarked), reason, message }]
}

function protectedState(name: string, isMarked: boolean): [string, string] {
  if (isMarked) return ['Protected', `The conference and the namespace "${name}" cannot be deleted`]
  const told = `the namespace "${name}" can still be deleted until it has the annotation ${protectionAnnotation}`
  return ['NamespaceUnmarked', `The conference cannot be deleted; ${told}`]
}

function openState(name: string, isMarked: boolean): [string, string] {
  if (!isMarked)
    return ['Unprotected', `The conference and the namespace "${name}" can be deleted, with everything in it`]
  const told = `its namespace "${name}" is deleted with it, but cannot be deleted alone while it has the annotation ${protectionAnnotation}`
  return ['NamespaceMarked', `The conference can be deleted; ${told}`]
}
