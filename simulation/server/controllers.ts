import { compileSchema, faultsOf } from '../../hooks/http/validator.ts'
import { keys } from '../../hooks/schema/envelope.ts'
import { OrderResponse } from '../../hooks/schema/hooks.ts'
import { syncOrder } from '../../hooks/sync/order/order.ts'
import { keyed } from '../../test/fixtures/requests.ts'
import type { KindName, Stored } from './stored.ts'

export type ParentKind = 'Plan' | 'Order'

/** The objects that a hook sees, by kind. */
export type Seen = Partial<Record<KindName, Stored[]>>

/** A child in the answer of a hook. */
export interface Desired {
  kind: string
  metadata: { name: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  spec?: object
}

export interface Answer {
  status: object
  children: Desired[]
  resyncAfterSeconds?: number
}

/** One CompositeController: its hooks, and its settings in metacontroller/*.yaml. */
export interface Controller {
  parent: ParentKind
  /** Their update strategy is OnDelete: the engine does not update existing children. */
  children: readonly KindName[]
  /** Empty, except for hooks of 0.2.0 and before. */
  related: readonly KindName[]
  /** Whether customize selects an object of a related kind for the parent. */
  selects(parent: Stored, kind: KindName, name: string): boolean
  /** Calls the hook, and checks its answer as the hook server does. `now` in milliseconds since 1970. */
  sync(parent: Stored, seen: Seen, now: number): Answer
}

/** Children that the engine has no right to create, change or delete. */
export const untouchable: readonly KindName[] = ['Payment', 'Reservation']

const orderFits = compileSchema(OrderResponse)

export const orderController: Controller = {
  parent: 'Order',
  children: ['Ticket', 'Payment', 'Reservation'],
  related: [],
  selects: () => false,
  sync(parent, { Ticket = [], Payment = [], Reservation = [] }, now) {
    const children = {
      [keys.ticket]: keyed(Ticket),
      [keys.payment]: keyed(Payment),
      [keys.reservation]: keyed(Reservation),
    }
    const answer = syncOrder({ controller: {}, parent, children, related: {}, finalizing: false } as never, now)
    if (!orderFits(answer)) throw new Error(`Cannot answer for an order: ${faultsOf(orderFits, 'response')}`)
    return answer
  },
}

/** The hooks that decide about orders in a version before 0.3.0. */
export interface EarlierHooks {
  syncPlan(request: never, now: number): Answer
  syncOrder(request: never, now: number): Answer
}

/** The controllers of a version before 0.3.0. */
export function controllersOf({ syncPlan, syncOrder }: EarlierHooks): Controller[] {
  const ask = (sync: EarlierHooks['syncPlan'], { children, related }: Pick<Controller, 'children' | 'related'>) => {
    return (parent: Stored, seen: Seen, now: number) => {
      const group = (kinds: readonly KindName[]) =>
        Object.fromEntries(kinds.map(kind => [`${kind}.app.corley.it/v1`, keyed(seen[kind] ?? [])]))
      const request = { controller: {}, parent, children: group(children), related: group(related), finalizing: false }
      return sync(request as never, now)
    }
  }
  const order = { children: ['Ticket', 'Payment'], related: ['Reservation'] } as const
  const plan = { children: ['Reservation'], related: ['Order', 'Coupon'] } as const
  return [
    {
      parent: 'Order',
      ...order,
      selects: ({ metadata }, _, name) => metadata.name === name,
      sync: ask(syncOrder, order),
    },
    { parent: 'Plan', ...plan, selects: () => true, sync: ask(syncPlan, plan) },
  ]
}
