import type { ObjectMeta } from './crd/object.ts'

/**
 * Annotation of a restored order or ticket: the uid that it had first. Links of orders and tickets and codes of tickets
 * contain a digest of it, so they stay valid after a restore. A recreated order has no annotation, and so another link.
 */
export const firstUidAnnotation = 'backup.app.corley.it/first-uid'

const pattern = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * The uid that an object had before its first restore; its own if it was never restored. An invalid annotation is ignored.
 */
export function firstUid({ uid, annotations }: Pick<ObjectMeta, 'uid' | 'annotations'>): string {
  const annotated = annotations?.[firstUidAnnotation] ?? ''
  return pattern.test(annotated) ? annotated : uid
}
