import type { Conference } from '../../schema/conference.ts'
import type { Coupon } from '../../schema/offer/coupon.ts'
import { longestCoupon } from '../../shop/model/form-limits.ts'
import type { FieldFault, OrderFormView } from '../../shop/model/form-view.ts'
import type { ConferencePageView, CouponView } from '../../shop/model/page-views.ts'
import { viewConference } from '../../shop/model/view-conference.ts'
import { viewCoupon } from '../../shop/model/view-coupon.ts'
import { viewOffers } from '../../shop/model/view-offers.ts'
import { isOrderable, type OfferView } from '../../shop/model/views.ts'
import { readText } from '../../shop/placing/typed-text.ts'
import type { Shop } from './shop.ts'

/** The page of a conference, with its prices after a coupon. Rejects with a KubeError if the coupon cannot be read. */
export async function conferencePageView(
  shop: Shop,
  { conference, form, code }: { conference: Conference; form: OrderFormView; code: string },
): Promise<ConferencePageView> {
  const { name } = conference.metadata
  const shown = shop.book.shownOffers(name)
  const now = shop.now()
  const [plans, pools] = [[...shown.plans.values()], [...shown.pools.values()]]
  const found = code === '' ? undefined : await findCoupon(shop, { namespace: name, code })
  const coupon: CouponView | undefined = code === '' ? undefined : viewCoupon(code, found, { plans, now })
  const applied = coupon?.state === 'applied' ? found : undefined
  const offers = viewOffers({ plans, pools, coupon: applied, now })
  return {
    conference: viewConference(conference),
    offers,
    form: { ...form, faults: form.faults.map(fault => withOfferedLimit(fault, { offers, plan: form.values.plan })) },
    ...(coupon !== undefined && { coupon }),
    isAway: shop.book.isAway(),
  }
}

/** A fault of the quantity shows the limit of the chosen plan; without a chosen plan, the highest limit of all plans. */
function withOfferedLimit(
  fault: FieldFault,
  { offers, plan }: { offers: readonly OfferView[]; plan: string | undefined },
): FieldFault {
  const orderable = offers.filter(isOrderable)
  const chosen = orderable.filter(offer => offer.plan === plan)
  const most = (chosen.length > 0 ? chosen : orderable).map(({ mostPerOrder }) => mostPerOrder)
  if (fault.field !== 'quantity' || fault.limit === undefined || most.length === 0) return fault
  return { ...fault, limit: Math.max(...most) }
}

/** The code of a coupon in an address or a form. Codes have only lower-case letters, but people also type capitals. */
export function readCode(fields: Readonly<Record<string, unknown>>): string {
  return readText(fields, 'coupon').toLowerCase().slice(0, longestCoupon)
}

async function findCoupon(
  { api, patienceMs }: Shop,
  { namespace, code }: { namespace: string; code: string },
): Promise<Coupon | undefined> {
  // No other text can be the name of an object.
  if (!/^[a-z0-9.-]+$/.test(code)) return undefined
  return api.getCoupon({ namespace, name: code }, AbortSignal.timeout(patienceMs))
}
