import type { OrderFormView } from './form-view.ts'
import type { ConferenceView, OfferView, TicketView } from './views.ts'

/** A coupon that the address of the page names (`?coupon=`), and its effect on the page. */
export interface CouponView {
  code: string
  state: 'applied' | 'unknown' | 'expired' | 'usedUp' | 'notApplicable'
}

/** `/<conference>`. The form also sends `price.<plan>`: the price with its currency that the buyer saw, and agrees to. */
export interface ConferencePageView {
  conference: ConferenceView
  offers: OfferView[]
  form: OrderFormView
  coupon?: CouponView
  /** Whether the page may show a stale state, because the API server does not answer. */
  isAway: boolean
}

/** `/`. */
export interface ConferencesPageView {
  conferences: ConferenceView[]
  isAway: boolean
}

/** `/<conference>/tickets/<ticket>/<secret>`: nothing of the order or its money. */
export interface TicketPageView {
  conference: ConferenceView
  ticket: TicketView
}

/** An error page. `retryPath` is a path that the browser may load again by GET. */
export interface ErrorView {
  status: 400 | 403 | 404 | 410 | 429 | 503
  retryAfterSeconds?: number
  retryPath?: string
  requestId?: string
}

/** The data of an event `order`: parts by id, each as the whole element. */
export interface OrderEvent {
  parts: Record<string, string>
  title: string
  announcement: string
  /** The clock of the server. */
  now: number
}

/** Whether the error passes by itself, so that the same address works later. */
export function isPassing({ status }: Pick<ErrorView, 'status'>): boolean {
  return status === 429 || status === 503
}
