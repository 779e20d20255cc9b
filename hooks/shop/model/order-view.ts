import type { FieldFault } from './form-view.ts'
import type { PaymentView } from './payment-view.ts'
import type { ConferenceView, MoneyView, OfferView, TicketView } from './views.ts'

export type OrderState =
  | 'reserving'
  | 'held'
  | 'waiting'
  | 'underpaid'
  /** Paid or free: the sale is being confirmed. */
  | 'confirming'
  | 'confirmed'
  /** The quantity of the order is 0. */
  | 'empty'
  | 'refused'
  | 'expired'
  | 'cancelled'
  | 'refunded'

/**
 * The notices that the query of the page can ask for: the names were saved, the form was sent before, or too many payments
 * were begun.
 */
export const sayings = ['names', 'repeated', 'attempts'] as const
/** The notices of the page. `left`: the buyer left the payment page, as the address of the page and the attempt show. */
export type Said = (typeof sayings)[number] | 'left'

/** How to pay, as the installation explains it. */
export interface PayInstructions {
  text: string
  /** A command to copy, as in the local system. */
  command?: string
}

/** The prospects of an order on the waitlist. */
export interface WaitlistView {
  /** For how long its tickets will be held; absent where a hold has no end, or the order costs nothing. */
  minutes?: number
  /** How many tickets are free, if these are too few for the order. */
  left?: number
  /** Whether the sale is closed, so that nobody on the waitlist gets tickets. */
  isClosed?: boolean
}

/** `/<conference>/orders/<name>/<secret>`. */
export interface OrderView {
  conference: ConferenceView
  name: string
  path: string
  state: OrderState
  /** `status.reason`, by which the page chooses the words of a refusal. */
  reason: string
  plan: string
  /** The title of the plan; its name if the plan no longer exists. */
  planTitle: string
  coupon?: string
  placedAt: number
  /** The price of one ticket that the buyer agreed to; absent where the currency cannot express it. */
  price?: string
  /** Empty until it is known. */
  currency: string
  /** The number of tickets ordered. */
  quantity: number
  /** Absent with the price. */
  total?: string
  /** The amount received, minus refunds. */
  paid: string
  /** A refund of a part of the amount received; absent without such a refund. */
  partRefund?: { received: string; refunded: string }
  /** The amount still to be paid; absent where none is. */
  due?: string
  /** The amount that a gateway has announced, if it covers the rest. Then nothing is due. */
  announced?: string
  refundsDue: MoneyView[]
  /** Whether the box office still decides what the money buys. */
  isDeciding: boolean
  expiresAt?: number
  /** The latest end of the hold that the buyer may ask for; absent if the hold cannot last longer. */
  latestEnd?: number
  /** How many orders waited before this one when it joined the waitlist. */
  waitedBefore?: number
  /** The prospects of an order on the waitlist; absent for any other. */
  waitlist?: WaitlistView
  tickets: TicketView[]
  /** How many more tickets are about to appear. */
  ticketsAwaited: number
  /** How many of the ordered tickets are neither held for the order nor sold to it. */
  ticketsUnsold: number
  /** Whether these tickets join the order if seats become free before it is paid. */
  isMoreAwaited?: boolean
  /** The highest number that the form for the quantity offers; absent where the number cannot change. */
  mostQuantity?: number
  canCancel: boolean
  /** Whether the order was changed and its status does not include the change yet. */
  isChanging: boolean
  isDisputed: boolean
  isPlanGone: boolean
  /** Whether the API server does not answer, so that the page may show a stale state. */
  isAway: boolean
  /** Other plans on sale, for a refused or expired order. */
  alternatives: OfferView[]
  said?: Said
  payInstructions?: PayInstructions
  /** The ways to pay in the shop; absent where it takes no payments. */
  payment?: PaymentView
  /** Faults of the form for names, whose fields are `<ticket>.firstname` and `<ticket>.lastname`. */
  nameFaults?: FieldFault<string>[]
  /** The texts that the buyer typed into the form for names, if it comes back. */
  nameValues?: Readonly<Record<string, string>>
  /** Faults of the form for the quantity. */
  faults?: FieldFault<'quantity'>[]
}

/** Whether the order can be paid at `now`, in milliseconds since 1970. */
export function isPayable(
  { state, due, expiresAt }: Pick<OrderView, 'state' | 'due' | 'expiresAt'>,
  now: number,
): boolean {
  const isOver = expiresAt !== undefined && expiresAt <= now
  return due !== undefined && (state === 'held' || state === 'underpaid') && !isOver
}
