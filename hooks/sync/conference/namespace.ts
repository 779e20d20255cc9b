import { timestamp } from '../../rules/time.ts'
import type { Conference } from '../../schema/conference.ts'
import {
  isKubernetesLabel,
  type Namespace,
  protectionAnnotation,
  recreatedAtAnnotation,
} from '../../schema/namespace.ts'

/** The observed namespace that has the name of a conference; one of the two at most. */
export interface SeenNamespaces {
  /** The namespace, if the conference owns it. */
  own: Namespace | undefined
  /** The namespace, if the conference does not own it. */
  other: Namespace | undefined
}

/** The desired namespace of a conference, and the labels that it does not get. */
export interface DesiredNamespace {
  /** The child of the conference. */
  namespace: {
    apiVersion: string
    kind: string
    metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  }
  /** The time at which the namespace was recreated (RFC 3339); undefined for the first one. */
  recreatedAt: string | undefined
  /** Labels that the conference asks for and does not get. */
  reserved: string[]
}

/** The desired namespace of a conference: labels, protection, and the time at which it replaced a deleted one. */
export function buildNamespace(conference: Conference, { own, other }: SeenNamespaces, now: number): DesiredNamespace {
  const { metadata, spec, status } = conference
  const { labels, reserved } = sortLabels(spec.namespaceLabels)
  const recreatedAt =
    readRecreatedAt(own) ?? (isReplaced(status?.namespaceUid, { own, other }) ? timestamp(now) : undefined)
  const annotations = {
    ...(spec.deletionProtection === true && { [protectionAnnotation]: 'true' }),
    ...(recreatedAt !== undefined && { [recreatedAtAnnotation]: recreatedAt }),
  }
  const isAnnotated = Object.keys(annotations).length > 0
  const wanted = { name: metadata.name, ...(labels && { labels }), ...(isAnnotated && { annotations }) }
  return { namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: wanted }, recreatedAt, reserved }
}

/**
 * The desired labels that the namespace of a conference does not have. Right after a change the engine has not written them
 * yet. If they remain missing, something in the cluster refuses them, such as a policy.
 */
export function findUnappliedLabels(own: Namespace | undefined, desired: Record<string, string> = {}): string[] {
  const applied = new Map(Object.entries(own?.metadata.labels ?? {}))
  return Object.keys(desired).filter(key => applied.get(key) !== desired[key])
}

/** Whether a namespace is marked as protected from deletion. */
export function isProtected(namespace: Namespace | undefined): boolean {
  return namespace?.metadata.annotations?.[protectionAnnotation] === 'true'
}

/** The uid to store in the status. The uid of a recreated namespace is stored only once it has the annotation recreated-at. */
export function uidToRemember({ status }: Conference, { own, other }: SeenNamespaces): string | undefined {
  const known = status?.namespaceUid
  const isSaid = readRecreatedAt(own) !== undefined
  return own === undefined || (isReplaced(known, { own, other }) && !isSaid) ? known : own.metadata.uid
}

function isReplaced(known: string | undefined, { own, other }: SeenNamespaces): boolean {
  return known !== undefined && other === undefined && own?.metadata.uid !== known
}

/** People can write this annotation too: a text that is no time of this form is ignored. */
function readRecreatedAt(own: Namespace | undefined): string | undefined {
  const said = own?.metadata.annotations?.[recreatedAtAnnotation] ?? ''
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(said) ? said : undefined
}

/**
 * The labels of a namespace, without those that belong to Kubernetes: a person who may create conferences must not lift
 * the Pod Security of a namespace through its labels. Versions before 0.3 stored such keys.
 */
function sortLabels(labels: Record<string, string> | undefined): {
  labels?: Record<string, string>
  reserved: string[]
} {
  const reserved = Object.keys(labels ?? {}).filter(isKubernetesLabel)
  if (labels === undefined || reserved.length === 0) return { ...(labels && { labels }), reserved }
  return { labels: Object.fromEntries(Object.entries(labels).filter(([key]) => !reserved.includes(key))), reserved }
}
