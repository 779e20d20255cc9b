import { compileSchema, faultsOf } from '../../hooks/http/validator.ts'
import { keys } from '../../hooks/schema/envelope.ts'
import { OrderResponse } from '../../hooks/schema/hooks.ts'
import { syncOrder } from '../../hooks/sync/order.ts'
import { keyed } from '../../test/fixtures/requests.ts'
import type { KindName, Stored } from './stored.ts'

export type ParentKind = 'Plan' | 'Order'

/** What a hook sees, by kind. */
export type Seen = Partial<Record<KindName, Stored[]>>

/** A child as a hook wants it. */
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

/** One CompositeController: its hooks, and what metacontroller/*.yaml says of it. */
export interface Controller {
  parent: ParentKind
  /** All of them OnDelete: what is there is not updated. */
  children: readonly KindName[]
  /** None, but for hooks of 0.2.0 and before. */
  related: readonly KindName[]
  /** Whether an object of a related kind is one that customize selects for the parent. */
  selects(parent: Stored, kind: KindName, name: string): boolean
  /** Asks the hook, and checks its answer as the hook server does. `now` in milliseconds since 1970. */
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

/** The hooks of a version before 0.3.0 that decide about orders. */
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
