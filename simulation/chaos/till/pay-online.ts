import { timestamp } from '../../../hooks/rules/time.ts'
import type { Checkout, CheckoutProvider } from '../../../hooks/schema/money/checkout.ts'
import { checkoutName } from '../../../hooks/schema/money/numbered-name.ts'
import { type Buyer, type OnlineHabit, paymentAmounts } from '../sale/buyer.ts'
import type { Stage } from '../stage.ts'

const card = ['STRIPE'] as const
const paypal = ['PAYPAL'] as const

/** The gateways at which a buyer pays, all at once. */
const providers: Record<OnlineHabit, readonly CheckoutProvider[]> = {
  'pays by card': card,
  'pays with PayPal': paypal,
  'pays by card and does not return': card,
  'pays on two pages': [...card, ...paypal],
  'cancels what was paid by card': card,
  'cancels what was paid with PayPal': paypal,
}

// A session of Stripe lasts 30 minutes at least, and must end with the hold.
const holdMs = 40 * 60_000

/** Pays an order at the gateways. Resolves when each attempt is paid or over. */
export async function payOnline(buyer: Buyer & { habit: OnlineHabit }, stage: Stage): Promise<void> {
  const { order, habit } = buyer
  const uid = stage.recorder.order(order)?.metadata.uid ?? ''
  await stage.client.patch('Order', order, { holdUntil: timestamp(Date.now() + holdMs) })
  const attempts = providers[habit].map(async (provider, index) => {
    const name = checkoutName(order, index + 1)
    const money = { amount: paymentAmounts(buyer)[0], currency: 'EUR' }
    const spec = { orderRef: order, orderUid: uid, provider, ...money, returnTo: `https://shop.example/${order}` }
    await stage.client.create('Checkout', name, spec, { name: order, uid })
    await payAt(name, stage, { returns: habit !== 'pays by card and does not return' })
  })
  await Promise.all(attempts)
}

async function payAt(
  name: string,
  { client, pages, recorder, signal }: Stage,
  { returns }: { returns: boolean },
): Promise<void> {
  const find = () => recorder.checker.list('Checkout').find(({ metadata }) => metadata.name === name)
  const opened = await recorder.waitUntil(
    () => asSoonAs(find(), one => one.status?.url !== undefined || isOver(one)),
    signal,
  )
  if (opened.status?.url === undefined) return
  await pages.pay(opened.status.url)
  if (returns) await client.patch('Checkout', name, { returned: true })
  await recorder.waitUntil(() => asSoonAs(find(), isOver), signal)
}

function asSoonAs(checkout: Checkout | undefined, fits: (now: Checkout) => boolean): Checkout | undefined {
  return checkout !== undefined && fits(checkout) ? checkout : undefined
}

function isOver({ status }: Checkout): boolean {
  return status?.state === 'Paid' || status?.state === 'Expired' || status?.state === 'Failed'
}
