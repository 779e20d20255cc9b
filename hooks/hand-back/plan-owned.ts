import { isDeepStrictEqual } from 'node:util'
import type { SentObject } from '../kube/box-office-api.ts'
import { apiVersion } from '../schema/crd/kind.ts'
import type { OwnerReference } from '../schema/crd/object.ts'
import { lastAppliedAnnotation } from '../schema/envelope.ts'
import type { Plan } from '../schema/plan.ts'
import type { Reservation } from '../schema/reservation.ts'

const planLabel = 'plans.app.corley.it'

/** The fields that 0.2.0 knows of a reservation. */
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
 * The whole object of a reservation as 0.2.0 had it: its plan is its controller, and the labels are those by which its
 * engine finds it. Undefined when it is so already.
 */
export function planOwned(reservation: Reservation, plan: Plan): (Reservation & SentObject) | undefined {
  const { metadata, spec } = reservation
  const { name, uid, namespace = '' } = plan.metadata
  const { [planLabel]: _, ...others } = metadata.labels ?? {}
  const own = { 'controller-uid': uid, 'orders.app.corley.it': spec.orderRef }
  const owner: Blocking = { apiVersion, kind: 'Plan', name, uid, controller: true, blockOwnerDeletion: true }
  const owned = {
    ...metadata,
    namespace,
    labels: { ...others, ...own },
    annotations: {
      ...metadata.annotations,
      [lastAppliedAnnotation]: appliedBefore(reservation, { labels: own, namespace }),
    },
    ownerReferences: [owner, ...(metadata.ownerReferences ?? []).filter(one => !isReplaced(one, spec.orderUid, uid))],
  }
  return isDeepStrictEqual(owned, metadata) ? undefined : { ...reservation, metadata: owned }
}

function isReplaced({ uid, controller }: OwnerReference, ...uids: string[]): boolean {
  return controller === true || uids.includes(uid)
}

/**
 * What the engine of 0.2.0 would have written down of it. By that it knows which fields it may remove, such as the end of a
 * hold that is sold (Metacontroller, dynamic apply: keys in order, `<`, `>` and `&` escaped as Go does).
 */
function appliedBefore(
  { metadata: { name }, spec }: Reservation,
  { labels, namespace }: { labels: Record<string, string>; namespace: string },
): string {
  const known = Object.fromEntries(
    fieldsBefore.flatMap(field => (spec[field] === undefined ? [] : [[field, spec[field]]])),
  )
  const applied = { apiVersion, kind: 'Reservation', metadata: { labels, name, namespace }, spec: known }
  return JSON.stringify(applied, inOrder).replace(/[<>&\u2028\u2029]/g, escaped)
}

function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => Number(a > b) - Number(a < b)))
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
}
