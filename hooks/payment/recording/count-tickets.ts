import { type KubeApi, KubeError } from '../../kube/api.ts'
import type { Order } from '../../schema/order/order.ts'

/**
 * The number of existing tickets. If listing them fails, it is the number in the status: the payment is recorded
 * anyway.
 */
export async function countTickets(
  kube: Pick<KubeApi, 'listTickets'>,
  { metadata, status }: Order,
  signal: AbortSignal,
): Promise<number> {
  const { namespace = '', name, uid } = metadata
  try {
    const tickets = await kube.listTickets({ namespace, name }, signal)
    const stay = tickets.filter(({ metadata: { deletionTimestamp } }) => deletionTimestamp === undefined)
    return stay.filter(({ metadata: { ownerReferences = [] } }) => ownerReferences.some(owner => owner.uid === uid))
      .length
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    return status?.quantity ?? 0
  }
}
