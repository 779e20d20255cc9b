import type { ObjectKey } from '../../kube/api.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Sight } from '../live/order-lookout.ts'
import { createEntryBook } from './entry-book.ts'
import { mailboxOf } from './mailbox.ts'

/** How many unpaid orders an owner may have, and how many tickets in them. */
export interface Most {
  orders: number
  tickets: number
}

/** The limits of one address, and of one e-mail address. */
export interface OpenOrderLimits {
  address: Most
  email: Most
}

/** The sender of an order. The e-mail address of an order that another replica created is not known here. */
export interface OrderOwner {
  address: string
  email?: string
}

/**
 * The unpaid orders of this replica. The API server sees all buyers as one ServiceAccount, that of the shop, so the shop limits
 * each buyer itself.
 */
export interface OpenOrders {
  /** Whether the sender may have this order, with that many tickets. If so, the order counts from then on, and only once. */
  admit(owner: OrderOwner, order: ObjectKey & { quantity: number }): boolean
  /** Stops counting an order that was not created. */
  release(key: ObjectKey): void
  size(): number
}

/** The longest time for which an order counts if its end is never seen. */
const longestMs = 24 * 3_600_000
/** A hold lapses 30 seconds after its end, and the watch needs a moment to show the lapse. */
const lapseMs = 60_000

/**
 * Counts unpaid orders in memory. An order no longer counts when it is paid, refused, cancelled or deleted, or when its hold
 * has ended. `now` is in milliseconds since 1970.
 */
export function createOpenOrders(
  limits: OpenOrderLimits,
  { lookAt, now }: { lookAt(key: ObjectKey, listener: (sight: Sight) => void): () => void; now: () => number },
): OpenOrders {
  const book = createEntryBook()

  function handleSight(place: string, sight: Sight): void {
    const entry = book.find(place)
    if (entry === undefined || sight.kind === 'missed') return
    if (sight.kind === 'deleted' || !isOpen(sight.order)) {
      book.remove(place)
      return
    }
    entry.until = endOf(sight.order) ?? now() + longestMs
    entry.isEndless = isEndless(sight.order)
  }

  function hasRoom(owner: string, { place, quantity }: { place: string; quantity: number }): boolean {
    const isEmail = owner.startsWith(emailPrefix)
    const most = isEmail ? limits.email : limits.address
    const others = book.placesOf(owner).filter(other => other !== place)
    for (const other of others) if (Number(book.find(other)?.until) < now()) book.remove(other)
    const counted = others.flatMap(other => book.find(other) ?? [])
    // Anybody can type the e-mail address of another person, and an order without an end would block that person for a day.
    const open = isEmail ? counted.filter(({ isEndless }) => !isEndless) : counted
    const tickets = open.reduce((sum, entry) => sum + entry.quantity, quantity)
    return open.length < most.orders && tickets <= most.tickets
  }

  return {
    admit(sender, { quantity, ...key }) {
      const place = placeOf(key)
      const before = book.find(place)
      const owners = [...new Set([...(before?.owners ?? []), ...ownersOf(sender)])]
      if (!owners.every(owner => hasRoom(owner, { place, quantity }))) return false
      const leave = lookAt(key, sight => handleSight(place, sight))
      const { until = now() + longestMs, isEndless = false } = before ?? {}
      book.write(place, { owners, quantity, until, isEndless, leave })
      return true
    },
    release: key => book.remove(placeOf(key)),
    size: book.size,
  }
}

const emailPrefix = 'email '

function ownersOf({ address, email }: OrderOwner): string[] {
  return [`address ${address}`, ...(email === undefined ? [] : [`${emailPrefix}${mailboxOf(email)}`])]
}

function isOpen({ spec, status }: Order): boolean {
  return spec.cancelled !== true && (status?.payment ?? 'PENDING') === 'PENDING'
}

/** Whether the box office has decided, and the order waits for seats or has a hold without an end. */
function isEndless({ status }: Order): boolean {
  const reason = status?.reason ?? 'Reserving'
  return reason !== 'Reserving' && status?.expiresAt === undefined
}

/** The time at which the hold of an order has certainly lapsed, in milliseconds since 1970; undefined without an end. */
function endOf({ status }: Order): number | undefined {
  return status?.expiresAt === undefined ? undefined : Date.parse(status.expiresAt) + lapseMs
}

function placeOf({ namespace, name }: ObjectKey): string {
  return `${namespace}/${name}`
}
