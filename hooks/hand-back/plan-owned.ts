import { isDeepStrictEqual } from 'node:util'
import type { SentObject } from '../kube/box-office-api.ts'
import { apiVersion, orderLabel, planLabel } from '../schema/crd/kind.ts'
import type { OwnerReference } from '../schema/crd/object.ts'
import { lastAppliedAnnotation } from '../schema/envelope.ts'
import type { Plan } from '../schema/offer/plan.ts'
import type { Reservation } from '../schema/reservation.ts'

/** The fields of a reservation in 0.2.0. */
const fieldsBefore = [
  'orderRef',
  'orderUid',
  'orderGeneration',
  'decision',
  'reason',
  'message',
  'quantity',
  'currency',
  'couponRef',
  'seats',
  'heldUntil',
] as const

type Blocking = OwnerReference & { blockOwnerDeletion?: boolean }

/**
 * The whole object of a reservation as in 0.2.0: its plan is its controller, and Metacontroller finds it by its labels.
 * Undefined if the reservation has that form already.
 */
export function planOwnedReservation(reservation: Reservation, plan: Plan): (Reservation & SentObject) | undefined {
  const { metadata, spec } = reservation
  const { name, uid, namespace = '' } = plan.metadata
  const { [planLabel]: _, ...others } = metadata.labels ?? {}
  const own = { 'controller-uid': uid, [orderLabel]: spec.orderRef }
  const owner: Blocking = { apiVersion, kind: 'Plan', name, uid, controller: true, blockOwnerDeletion: true }
  const owned = {
    ...metadata,
    namespace,
    labels: { ...others, ...own },
    annotations: {
      ...metadata.annotations,
      [lastAppliedAnnotation]: lastAppliedText(reservation, { labels: own, namespace }),
    },
    ownerReferences: [owner, ...(metadata.ownerReferences ?? []).filter(one => !isReplaced(one, spec.orderUid, uid))],
  }
  return isDeepStrictEqual(owned, metadata) ? undefined : { ...reservation, metadata: owned }
}

function isReplaced({ uid, controller }: OwnerReference, ...uids: string[]): boolean {
  return controller === true || uids.includes(uid)
}

/**
 * The annotation of the last applied object, as Metacontroller would have written it under 0.2.0. It shows the fields that
 * Metacontroller may remove, such as the end of a sold hold (dynamic apply: sorted keys; `<`, `>` and `&` escaped as in Go).
 */
function lastAppliedText(
  { metadata: { name }, spec }: Reservation,
  { labels, namespace }: { labels: Record<string, string>; namespace: string },
): string {
  const known = Object.fromEntries(
    fieldsBefore.flatMap(field => (spec[field] === undefined ? [] : [[field, spec[field]]])),
  )
  const applied = { apiVersion, kind: 'Reservation', metadata: { labels, name, namespace }, spec: known }
  return JSON.stringify(applied, sortKeys).replace(/[<>&\u2028\u2029]/g, escapeCharacter)
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => Number(a > b) - Number(a < b)))
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
