import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Checkout, CheckoutProvider } from '../../../schema/money/checkout.ts'
import { holdForPayment } from '../../../shop/model/order-options.ts'
import { isPayable } from '../../../shop/model/order-view.ts'
import { isLookedAt } from '../../../shop/model/payment-view.ts'
import { localPath } from '../../../shop/pages/context.ts'
import { askPayment, type PaymentWish } from '../../../shop/paying/ask-payment.ts'
import { awaitPage } from '../../../shop/paying/await-page.ts'
import { isPaymentPage } from '../../../shop/paying/payment-pages.ts'
import { type FormFields, readText } from '../../../shop/placing/typed-text.ts'
import { type FoundOrder, findOrder } from '../find-order.ts'
import { orderPageView } from '../order-page-view.ts'
import { pageContext, redirectTo } from '../send-page.ts'
import type { Shop } from '../shop.ts'
import { askHoldUntil } from './order-changes.ts'
import { orderPath } from './order-routes.ts'

/** POST …/pay leads to the payment page of a gateway, or back to the page of the order, which explains the next step. */
export async function payRoutes(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  const path = `${orderPath}/pay`
  server.post(path, { config: { limit: 'change' } }, async (request, reply) => {
    const found = await findOrder(shop, request)
    await shop.limits.checkOrder(request, `${found.order.metadata.uid}`)
    const wish = readWish(shop, { request, found })
    if (wish === undefined) return redirectTo(found.path, { request, reply })
    const page = await openPage(shop, { request, found, wish })
    shop.counters.countPayment({ provider: wish.provider, outcome: page.outcome })
    switch (page.outcome) {
      case 'opened':
        return reply.redirect(page.url, 303)
      case 'later':
        return redirectTo(found.path, { request, reply })
      case 'capped':
        return redirectTo(found.path, { request, reply, query: { said: 'attempts' } })
    }
  })
  // A GET of this address, such as a reload, leads to the page of the order.
  server.get(path, async (request, reply) => redirectTo((await findOrder(shop, request)).path, { request, reply }))
}

/** The payment of a form; undefined if the page does not offer it any more. */
function readWish(
  shop: Shop,
  { request, found }: { request: FastifyRequest; found: FoundOrder },
): PaymentWish | undefined {
  const view = orderPageView(shop, found)
  const { payment, due: amount, currency } = view
  if (amount === undefined || !isPayable(view, shop.now()) || isLookedAt(payment)) return undefined
  const provider = readText((request.body ?? {}) as FormFields, 'with') as CheckoutProvider
  const method = payment?.methods.find(one => one.provider === provider)
  if (method === undefined || method.refusal !== undefined) return undefined
  const context = pageContext(request, { ...shop, path: found.path })
  const returnTo = `${shop.shopUrl}${localPath(found.path, context)}`
  const { order, attempts } = found
  return { order, attempts, provider, amount, currency, returnTo, language: context.language }
}

interface Asking {
  request: FastifyRequest
  found: FoundOrder
  wish: PaymentWish
}

/** The payment page that the cashier opened, or the reason why it has opened none. */
type OpenedPage = { outcome: 'opened'; url: string } | { outcome: 'later' | 'capped' }

async function openPage(shop: Shop, asking: Asking): Promise<OpenedPage> {
  const { request, wish } = asking
  const checkout = await askFor(shop, asking)
  if (checkout === undefined) return { outcome: 'capped' }
  const { name, namespace = '' } = checkout.metadata
  request.log.info({ namespace, checkout: name, provider: wish.provider }, 'a buyer asked for a payment page')
  const signal = AbortSignal.timeout(shop.patienceMs)
  const read = () => shop.api.getCheckout({ namespace, name }, signal)
  const url = await awaitPage(checkout, { read, secondMs: shop.firstPauseMs })
  return url !== undefined && isPaymentPage(shop.paymentPages, url) ? { outcome: 'opened', url } : { outcome: 'later' }
}

async function askFor(shop: Shop, { found, wish }: Asking): Promise<Checkout | undefined> {
  const { api, patienceMs, now } = shop
  const tools = { api, now, prolongHold: () => prolongHold(shop, found), signal: AbortSignal.timeout(patienceMs) }
  try {
    return await askPayment(tools, wish)
  } catch (error) {
    shop.counters.countPayment({ provider: wish.provider, outcome: 'unavailable' })
    throw error
  }
}

/** Asks for a hold that lasts as long as a payment page. */
async function prolongHold(shop: Shop, found: FoundOrder): Promise<void> {
  const { plans } = shop.book.presentOffers(found.conference.metadata.name)
  const until = holdForPayment(found.order, plans.get(found.order.spec.planRef), shop.now())
  if (until !== undefined) await askHoldUntil(shop, { found, until })
}
