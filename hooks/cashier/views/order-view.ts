import type { ObjectSink } from '../../box-office/views/object-stream.ts'
import { amountInMinorUnits } from '../../rules/money.ts'
import { milliseconds } from '../../rules/time.ts'
import type { Plan } from '../../schema/offer/plan.ts'
import type { Order } from '../../schema/order/order.ts'
import { refundReportOf } from '../sale.ts'
import type { AwaitedOrder } from '../tools.ts'
import { visitName } from './visit-name.ts'

/** The orders that wait for money, and those whose money is due back. */
export interface OrderView {
  orders: ObjectSink
  plans: ObjectSink
  /** Whether an order waits for exactly this money, and its hold has not ended. */
  isAwaited(order: AwaitedOrder, now: number): boolean
}

interface Awaited {
  uid: string
  /** In minor units of the currency. */
  total: bigint
  currency: string
  /** The end of the hold, ms since 1970. */
  until: number
}

/**
 * Follows the orders and plans of the watches. Calls `wake` for an order whose money is due back, when the amount due or the
 * spec of its plan has changed.
 */
export function createOrderView({ wake, drop }: { wake(name: string): void; drop(name: string): void }): OrderView {
  const awaited = new Map<string, Awaited>()
  const due = new Map<string, { version: string; plan: string }>()
  const generations = new Map<string, number | undefined>()

  function forget(visit: string): void {
    awaited.delete(visit)
    if (due.delete(visit)) drop(visit)
  }

  return {
    orders: {
      onObject(identity, object) {
        const order = object as Order
        const visit = visitName('Order', identity)
        const waiting = readAwaited(order)
        if (waiting === undefined) awaited.delete(visit)
        else awaited.set(visit, waiting)
        if (refundReportOf(order) !== 'due') {
          if (due.delete(visit)) drop(visit)
          return
        }
        const version = dueVersionOf(order)
        const isNew = due.get(visit)?.version !== version
        due.set(visit, { version, plan: `${identity.namespace}/${order.spec.planRef}` })
        if (isNew) wake(visit)
      },
      onDelete: identity => forget(visitName('Order', identity)),
      onUnnamed() {},
    },
    plans: {
      onObject({ namespace, name }, object) {
        const { generation } = (object as Plan).metadata
        const plan = `${namespace}/${name}`
        if (generations.has(plan) && generations.get(plan) === generation) return
        generations.set(plan, generation)
        for (const [visit, order] of due) if (order.plan === plan) wake(visit)
      },
      onDelete: ({ namespace, name }) => void generations.delete(`${namespace}/${name}`),
      onUnnamed() {},
    },
    isAwaited({ namespace, name, uid, amount, currency }, now) {
      const known = awaited.get(visitName('Order', { namespace, name }))
      if (known === undefined || known.uid !== uid || known.currency !== currency) return false
      return known.total === amountInMinorUnits(amount, currency) && now < known.until
    },
  }
}

/** Undefined unless the status answers the newest change of the order and shows that it waits for its first payment. */
function readAwaited({ metadata, spec, status }: Order): Awaited | undefined {
  const { uid, generation = 0, deletionTimestamp } = metadata
  if (spec.cancelled === true || deletionTimestamp !== undefined) return undefined
  if (status?.reason !== 'AwaitingPayment' || (status.observedGeneration ?? 0) < generation) return undefined
  const { total = '', currency = '', pending, expiresAt } = status
  const amount = amountInMinorUnits(total, currency)
  if (amount === undefined || pending !== undefined) return undefined
  const until = expiresAt === undefined ? Number.POSITIVE_INFINITY : milliseconds(expiresAt)
  return { uid, total: amount, currency, until }
}

function dueVersionOf({ metadata, status }: Order): string {
  return `${metadata.uid} ${status?.conditions?.find(({ type }) => type === 'RefundDue')?.message}`
}
