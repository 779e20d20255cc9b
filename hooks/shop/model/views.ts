// The contract between the pages and the server of the shop: the server fills views, and a page is a function of a view.
// Pages know no objects of Kubernetes, and the server knows no HTML. Times are milliseconds since 1970. Amounts are decimal
// strings such as "29.90". Paths begin with a slash and carry no query.
// Beside this file: order-view.ts, form-view.ts and page-views.ts.

/** A conference as buyers see it. */
export interface ConferenceView {
  name: string
  title: string
  description?: string
  /** The date as free text of the organizer. */
  onDay?: string
  startsAt?: number
  endsAt?: number
  /** An IANA time zone that Intl knows; absent: UTC. */
  timeZone?: string
  venue?: string
}

export type OfferState = 'onSale' | 'notYet' | 'over' | 'soldOut' | 'closed'

/** A plan as buyers see it. */
export interface OfferView {
  plan: string
  title: string
  description?: string
  /** The price of one ticket, after the coupon of the page if that applies. */
  price: string
  /** The price before the coupon, where the coupon changes it. */
  fullPrice?: string
  currency: string
  /** The number of free seats; absent without a limit. */
  left?: number
  /** How many tickets waitlisted orders ask for. */
  waiting: number
  state: OfferState
  salesStart?: number
  salesEnd?: number
  mostPerOrder: number
  /** For how long the seats of an order are held for its payment; absent where a hold has no end. */
  holdMinutes?: number
}

export interface AttendeeView {
  firstname: string
  lastname: string
}

/** One ticket, on the page of its order and on its own page. */
export interface TicketView {
  name: string
  plan: string
  planTitle: string
  seat?: number
  attendee?: AttendeeView
  /** `/<conference>/tickets/<ticket>/<secret>`; with `.ics` behind it, its calendar file. */
  path: string
  /** The address in the QR code. */
  codeUrl?: string
  /** The QR code of `codeUrl`: an SVG document that the shop drew itself. */
  qr?: string
}

export interface MoneyView {
  amount: string
  currency: string
}

/** Whether an order for the plan may be placed now. An order for a plan that is sold out joins the waitlist. */
export function isOrderable({ state }: Pick<OfferView, 'state'>): boolean {
  return state === 'onSale' || state === 'soldOut'
}

/** Whether a decimal amount such as "0.00" is nothing. */
export function isZeroAmount(amount: string): boolean {
  return /^[0.]+$/.test(amount)
}
