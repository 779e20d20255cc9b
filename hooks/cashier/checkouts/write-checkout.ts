import { isDeepStrictEqual } from 'node:util'
import { KubeError } from '../../kube/api.ts'
import type { Checkout, CheckoutStatus } from '../../schema/money/checkout.ts'
import type { CashierTools } from '../tools.ts'
import { checkoutStatus } from './checkout-case.ts'

/**
 * Writes a status that differs from the stored one; resolves to the checkout as stored. Rejects with reason Conflict if
 * another replica has written it: the next visit reads it again. Only Paid replaces the status of another replica: the money
 * has moved.
 */
export async function writeCheckout(
  { api, log, counters }: Pick<CashierTools, 'api' | 'log' | 'counters'>,
  { checkout, status }: { checkout: Checkout; status: CheckoutStatus },
  signal: AbortSignal,
): Promise<Checkout> {
  if (isDeepStrictEqual(checkoutStatus(checkout), status)) return checkout
  const stored = await replace(checkout)
  const { namespace, name } = checkout.metadata
  const { state, reason } = status
  const { provider } = checkout.spec
  if (checkoutStatus(checkout).state !== state) counters.countState({ kind: 'Checkout', provider, state })
  log.info({ namespace, name, provider, state, reason }, 'wrote the status of a checkout')
  return stored

  async function replace(last: Checkout): Promise<Checkout> {
    try {
      return await api.replaceCheckoutStatus({ ...last, status }, signal)
    } catch (error) {
      if (!(error instanceof KubeError && error.reason === 'Conflict' && status.state === 'Paid')) throw error
      const { namespace = '', name, uid } = last.metadata
      const present = await api.getCheckout({ namespace, name }, signal)
      if (present === undefined || present.metadata.uid !== uid) throw error
      return isDeepStrictEqual(checkoutStatus(present), status) ? present : await replace(present)
    }
  }
}
