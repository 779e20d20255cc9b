import type { ObjectMeta } from './crd/object.ts'

/** Annotation of a restored order: when it was placed (RFC 3339). Its creationTimestamp is the moment of the restore. */
export const placedAtAnnotation = 'backup.app.corley.it/placed-at'

/** When an order was placed, in milliseconds since 1970. An annotation that is no time, or is after the creation, says nothing. */
export function placedAt({ creationTimestamp, annotations }: ObjectMeta): number {
  const created = Date.parse(creationTimestamp)
  const said = Date.parse(annotations?.[placedAtAnnotation] ?? '')
  return said < created ? said : created
}
