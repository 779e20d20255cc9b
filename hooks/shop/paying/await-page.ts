import { setTimeout } from 'node:timers/promises'
import { KubeError } from '../../kube/api.ts'
import { type Checkout, newCheckout } from '../../schema/money/checkout.ts'

/** The pauses between two looks, in seconds: 4 s in all. The cashier mostly needs less than one. */
const pauses = [0.2, 0.3, 0.5, 1, 1, 1]

/**
 * The payment page of a checkout, which the cashier opens in a moment; undefined if that takes longer, or fails. `read` reads
 * the checkout again; the pauses are for a `secondMs` of 1,000 ms. Never rejects: the page of the order shows what follows.
 */
export async function awaitPage(
  checkout: Checkout,
  { read, secondMs }: { read: () => Promise<Checkout | undefined>; secondMs: number },
): Promise<string | undefined> {
  let present: Checkout | undefined = checkout
  for (const pause of pauses) {
    if (present === undefined || !isOpening(present)) break
    await setTimeout(pause * secondMs)
    present = await read().catch(ignoreOutage)
  }
  const { state, url } = present?.status ?? newCheckout
  return state === 'Open' ? url : undefined
}

function ignoreOutage(error: unknown): undefined {
  if (!(error instanceof KubeError)) throw error
}

/** Whether the cashier is about to open the page: it names another reason once something is in its way. */
function isOpening({ status: { state, reason = '' } = newCheckout }: Checkout): boolean {
  return state === 'Requested' && ['', newCheckout.reason, 'Undecided'].includes(reason)
}
