import Type, { type Static } from 'typebox'
import { ObjectMeta } from './crd/object.ts'

/** The fields of Kubernetes' Namespace that the conference hook reads. */
export const Namespace = Type.Object({
  apiVersion: Type.String(),
  kind: Type.Unsafe<'Namespace'>({ type: 'string', enum: ['Namespace'] }),
  metadata: ObjectMeta,
  status: Type.Optional(Type.Object({ phase: Type.Optional(Type.String()) })),
})
export type Namespace = Static<typeof Namespace>

/** Whether a label belongs to Kubernetes (Kubernetes: Well-Known Labels; Pod Security Admission). */
export function isKubernetesLabel(key: string): boolean {
  return /^([^/]*\.)?(kubernetes|k8s)\.io\//.test(key)
}

/** The label with its name that the API server gives every namespace. */
export const nameLabel = 'kubernetes.io/metadata.name'

/**
 * Annotation of a namespace whose conference has deletionProtection: "true". A policy reads it and refuses the
 * deletion.
 */
export const protectionAnnotation = 'app.corley.it/deletion-protection'

/**
 * Annotation of a namespace whose predecessor was deleted although its conference still existed: the time at which the hook
 * discovered that (RFC 3339).
 */
export const recreatedAtAnnotation = 'app.corley.it/recreated-at'
