import type { ObjectKey } from '../../kube/api.ts'

/** The objects that the cashier visits. `Abandoned` is an open checkout that was deleted with its order. */
export type VisitedKind = 'Checkout' | 'Refund' | 'Order' | 'Abandoned'

/** The name of an object in the agenda, such as "Checkout conf/order-1-1". */
export function visitName(kind: VisitedKind, { namespace, name }: ObjectKey): string {
  return `${kind} ${namespace}/${name}`
}

/** The object of a name in the agenda. */
export function readVisitName(text: string): { kind: VisitedKind; key: ObjectKey } {
  const [kind = '', path = ''] = text.split(' ')
  const [namespace = '', name = ''] = path.split('/')
  return { kind: kind as VisitedKind, key: { namespace, name } }
}
