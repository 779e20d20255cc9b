import { milliseconds } from '../../rules/time.ts'
import { type ArchivedObject, type Backup, restoringAnnotation } from '../../schema/backup.ts'
import { apiVersion, orderLabel, planLabel } from '../../schema/crd/kind.ts'
import type { OwnerReference } from '../../schema/crd/object.ts'
import { lastAppliedAnnotation } from '../../schema/envelope.ts'
import { firstUid, firstUidAnnotation } from '../../schema/first-uid.ts'
import { checkoutKey, gatewayKeyAnnotation } from '../../schema/money/gateway-key.ts'
import { placedAtAnnotation } from '../../schema/placed-at.ts'
import { acceptObject } from './accept-object.ts'

type Metadata = ArchivedObject['metadata']

/**
 * Converts a backup of any version to what this version restores. Orders, checkouts and refunds get the time at which they
 * were first created, and checkouts their key at the gateway. Orders and tickets get the uid that they had first, so that
 * links and printed codes stay valid. Reservations get the name of their plan, and their order as owner: until 0.2.0 the plan
 * owned them, and they did not name it. `changes` has one sentence for each change that loses data.
 */
export function convertBackup(backup: Backup): { backup: Backup; changes: string[] } {
  const orders = backup.objects.filter(({ kind }) => kind === 'Order')
  const plans = new Map(orders.map(({ metadata, spec }) => [metadata.uid, String(spec?.['planRef'])]))
  const accepted = backup.objects.map(acceptObject)
  const objects = accepted.map(({ object }) => {
    if (object.kind === 'Namespace') return withoutAnnotation(object, restoringAnnotation)
    if (object.kind === 'Order') return withFirstUid(withPlacedAt(object))
    if (object.kind === 'Ticket') return withFirstUid(object)
    if (object.kind === 'Refund') return withPlacedAt(object)
    if (object.kind === 'Checkout') return withGatewayKey(withPlacedAt(object))
    if (object.kind === 'Reservation') return convertReservation(object, plans)
    return object
  })
  return { backup: { ...backup, objects }, changes: accepted.flatMap(({ changes }) => changes) }
}

/** An object that was restored before keeps the time at which it was first created. */
function withPlacedAt(object: ArchivedObject): ArchivedObject {
  const { annotations, creationTimestamp } = object.metadata
  const known = annotations?.[placedAtAnnotation] ?? ''
  return withAnnotation(object, placedAtAnnotation, Number.isNaN(milliseconds(known)) ? creationTimestamp : known)
}

/** An object that was restored before keeps the uid that it had first. */
function withFirstUid(object: ArchivedObject): ArchivedObject {
  return withAnnotation(object, firstUidAnnotation, firstUid(object.metadata))
}

/** Under another key the gateway would open a second payment beside the first. */
function withGatewayKey(checkout: ArchivedObject): ArchivedObject {
  return withAnnotation(checkout, gatewayKeyAnnotation, checkoutKey(checkout))
}

function convertReservation(reservation: ArchivedObject, plans: ReadonlyMap<string, string>): ArchivedObject {
  const { spec, metadata } = reservation
  const [name, uid] = [String(spec?.['orderRef']), String(spec?.['orderUid'])]
  const planRef = String(spec?.['planRef'] ?? plans.get(uid) ?? controllerOf(metadata)?.name)
  const labels = {
    ...metadata.labels,
    'controller-uid': uid,
    [orderLabel]: name,
    [planLabel]: planRef,
  }
  const others = (metadata.ownerReferences ?? []).filter(owner => owner.kind !== 'Plan' && owner.uid !== uid)
  const ownerReferences: OwnerReference[] = [{ apiVersion, kind: 'Order', name, uid, controller: true }, ...others]
  const owned = { ...reservation, metadata: { ...metadata, labels, ownerReferences }, spec: { ...spec, planRef } }
  // The engine of 0.2.0 wrote this annotation. The present engine writes no reservations.
  return withoutAnnotation(owned, lastAppliedAnnotation)
}

function controllerOf({ ownerReferences = [] }: Metadata): OwnerReference | undefined {
  return ownerReferences.find(({ controller }) => controller === true)
}

function withAnnotation(object: ArchivedObject, name: string, value: string): ArchivedObject {
  const { metadata } = object
  return { ...object, metadata: { ...metadata, annotations: { ...metadata.annotations, [name]: value } } }
}

function withoutAnnotation(object: ArchivedObject, name: string): ArchivedObject {
  if (object.metadata.annotations?.[name] === undefined) return object
  const { annotations: { [name]: _, ...annotations } = {}, ...metadata } = object.metadata
  const isLast = Object.keys(annotations).length === 0
  return { ...object, metadata: { ...metadata, ...(!isLast && { annotations }) } }
}
