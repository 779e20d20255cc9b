import { apiVersion, orderLabel, planLabel } from '../../schema/crd/kind.ts'
import type { ObjectMeta } from '../../schema/crd/object.ts'
import type { ReservationSpec } from '../../schema/reservation.ts'

/** One write of a reservation: a POST if it has no base, otherwise a PUT of the whole object that replaces the base. */
export interface Write {
  name: string
  spec: ReservationSpec
  order: { name: string; uid: string }
  /** The metadata of the stored reservation, as observed. */
  base?: ObjectMeta
}

/** The body of a write. It keeps labels, annotations and owners that others added, but no other controller. */
export function reservationObject({ name, spec, order, base }: Write, namespace: string) {
  const own = {
    'controller-uid': order.uid,
    [orderLabel]: order.name,
    ...(spec.planRef !== undefined && { [planLabel]: spec.planRef }),
  }
  const controller = { apiVersion, kind: 'Order', name: order.name, uid: order.uid, controller: true }
  const others = (base?.ownerReferences ?? []).filter(({ controller, uid }) => controller !== true && uid !== order.uid)
  return {
    apiVersion,
    kind: 'Reservation',
    metadata: {
      ...base,
      name,
      namespace,
      labels: { ...base?.labels, ...own },
      ownerReferences: [controller, ...others],
    },
    spec,
  }
}
