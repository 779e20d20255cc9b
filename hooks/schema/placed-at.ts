import type { ObjectMeta } from './crd/object.ts'

/**
 * Annotation of a restored order, checkout or refund: the time at which it was placed (RFC 3339). Its creationTimestamp is
 * that of the restore.
 */
export const placedAtAnnotation = 'backup.app.corley.it/placed-at'

/**
 * The time at which an order was placed, or a checkout or refund was first created, in milliseconds since 1970. An invalid
 * annotation, or one after the creation, is ignored.
 */
export function placedAt({ creationTimestamp, annotations }: ObjectMeta): number {
  const created = Date.parse(creationTimestamp)
  const annotated = Date.parse(annotations?.[placedAtAnnotation] ?? '')
  return annotated < created ? annotated : created
}
