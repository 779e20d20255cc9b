import { setTimeout } from 'node:timers/promises'
import { KubeError } from '../../kube/api.ts'
import { type Checkout, newCheckout } from '../../schema/money/checkout.ts'

/** The pauses between two reads, in seconds: 4 s in total. The cashier usually needs less than 1 s. */
const pauses = [0.2, 0.3, 0.5, 1, 1, 1]

/**
 * Waits for the payment page of a checkout, and resolves to its address; undefined if the cashier needs longer or fails.
 * `read` reads the checkout again. `secondMs` is the length of a second of the pauses, for tests. An outage does not reject,
 * because the page of the order shows the rest.
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

/** Whether the cashier is about to open the page. If something prevents that, the status has another reason. */
function isOpening({ status: { state, reason = '' } = newCheckout }: Checkout): boolean {
  return state === 'Requested' && ['', newCheckout.reason, 'Undecided'].includes(reason)
}
