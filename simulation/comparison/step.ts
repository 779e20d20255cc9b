import type { Report } from '../../test/fixtures/cluster/shop.ts'
import type { KindName } from '../server/stored.ts'

/** The kinds that people create, change and delete. */
export type Thing = KindName | 'Conference'

/** A write to the API server. */
export type Write =
  | { does: 'create'; kind: Thing; name: string; spec: object }
  /** A merge patch of the spec. */
  | { does: 'edit'; kind: Thing; name: string; spec: object }
  | { does: 'scale'; kind: 'Order'; name: string; quantity: number }
  /** A PUT of the object with another spec, in its present version or in the one before its last change. */
  | { does: 'replace'; kind: KindName; name: string; spec: object; seen: 'now' | 'before' }
  /** A PUT of the status with additional fields, and with another spec, which must not count. */
  | { does: 'write the status'; kind: 'Plan' | 'Order'; name: string; status: object; spec: object }
  | { does: 'delete'; kind: Thing; name: string }
  /** A DELETE with the uid of an earlier object of this name. */
  | { does: 'delete another'; kind: KindName; name: string }

/** An action of a person or a gateway, or the passing of time. */
export type Step =
  | Write
  | { does: 'report'; order: string; report: Report }
  /** Moves the end of a hold, so that it lapses within two seconds: the shortest hold lasts a minute and 30 s of grace. */
  | { does: 'lapse'; order: string }
  /** Gives later objects a later creation time: Kubernetes' times are whole seconds. */
  | { does: 'pass a second' }

/** The steps of one conference. */
export interface Schedule {
  /** The name of the conference. */
  name: string
  /** Everything comes to rest after each step, but not between the steps of a list. */
  steps: (Step | Step[])[]
}

export function create(kind: Thing, name: string, spec: object): Step {
  return { does: 'create', kind, name, spec }
}

/** An order; by default of the plan "standard" at its price. */
export function order(name: string, spec: object = {}): Step {
  return create('Order', name, { planRef: 'standard', price: 29.9, ...spec })
}

/** A plan; by default at 29.90 EUR. */
export function plan(name: string, spec: object = {}): Step {
  return create('Plan', name, { title: name, price: 29.9, ...spec })
}

/** A pool of seats. */
export function pool(name: string, capacity: number): Step {
  return create('SeatPool', name, { title: name, capacity })
}

export function coupon(name: string, spec: object): Step {
  return create('Coupon', name, spec)
}

export function edit(kind: Thing, name: string, spec: object): Step {
  return { does: 'edit', kind, name, spec }
}

export function replace(
  kind: KindName,
  name: string,
  { seen, spec = {} }: { seen: 'now' | 'before'; spec?: object },
): Step {
  return { does: 'replace', kind, name, spec, seen }
}

export function writeStatus(kind: 'Plan' | 'Order', name: string, of: { status: object; spec: object }): Step {
  return { does: 'write the status', kind, name, ...of }
}

export function cancel(name: string): Step {
  return edit('Order', name, { cancelled: true })
}

export function scale(name: string, quantity: number): Step {
  return { does: 'scale', kind: 'Order', name, quantity }
}

export function remove(kind: Thing, name: string): Step {
  return { does: 'delete', kind, name }
}

export function removeAnother(kind: KindName, name: string): Step {
  return { does: 'delete another', kind, name }
}

/** A gateway's callback; by default the transaction is named after the order. */
export function report(name: string, gross: string, rest: Partial<Report> = {}): Step {
  return { does: 'report', order: name, report: { gross, transaction: `of-${name}`, ...rest } }
}

export function lapse(name: string): Step {
  return { does: 'lapse', order: name }
}

export const aSecondPasses: Step = { does: 'pass a second' }
