import type { ObjectSink } from '../../box-office/views/object-stream.ts'
import type { ObjectKey } from '../../kube/api.ts'
import { milliseconds } from '../../rules/time.ts'
import type { Checkout } from '../../schema/money/checkout.ts'
import type { Refund } from '../../schema/money/refund.ts'
import { placedAt } from '../../schema/placed-at.ts'
import { visitName } from './visit-name.ts'

/** The number of objects in one state from which they can still proceed, and the time of the oldest (ms since 1970). */
export interface OpenObjects {
  kind: 'Checkout' | 'Refund'
  state: string
  count: number
  oldest: number
}

/** The checkouts and refunds that are not over. */
export interface MoneyView {
  checkouts: ObjectSink
  refunds: ObjectSink
  /** The names of all visits that are due in a namespace. */
  namesIn(namespace: string): string[]
  /** The open objects by kind and state. */
  openObjects(): OpenObjects[]
}

export interface MoneyViewOptions {
  /** Called for an object that is new or whose spec has changed; the cashier itself changes only the status. */
  wake(name: string): void
  drop(name: string): void
  /** Called with an open checkout that was deleted. */
  abandon(checkout: Checkout): void
  /** Called with the time at which a refund was sent, ms since 1970. */
  noteSent(refund: string, sentAt: number): void
}

interface Seen {
  kind: 'Checkout' | 'Refund'
  namespace: string
  state: string
  /** Its uid and generation. */
  version: string
  createdAt: number
  object: Checkout | Refund
}

/** Follows the checkouts and refunds of the watches. A refund that succeeded can still fail, so it stays for a visit. */
export function createMoneyView({ wake, drop, abandon, noteSent }: MoneyViewOptions): MoneyView {
  const seen = new Map<string, Seen>()

  function see(kind: Seen['kind'], object: Checkout | Refund): void {
    const { namespace = '', name, uid, generation } = object.metadata
    const visit = visitName(kind, { namespace, name })
    const state = object.status?.state ?? 'Requested'
    const version = `${uid} ${generation}`
    const isNew = seen.get(visit)?.version !== version
    seen.set(visit, { kind, namespace, state, version, createdAt: placedAt(object.metadata), object })
    if (isOver(kind, state)) forget(visit)
    else if (isNew) wake(visit)
  }

  function forget(visit: string): Seen | undefined {
    const last = seen.get(visit)
    seen.delete(visit)
    drop(visit)
    return last
  }

  function sinkOf(kind: Seen['kind']): ObjectSink {
    return {
      onObject(_identity, object) {
        const { metadata, status } = object as Refund
        const sentAt = kind === 'Refund' ? status?.sentAt : undefined
        if (sentAt !== undefined) noteSent(`${metadata.namespace}/${metadata.name}`, milliseconds(sentAt))
        see(kind, object as Refund)
      },
      onDelete(identity: ObjectKey) {
        const last = forget(visitName(kind, identity))
        if (last?.kind === 'Checkout' && last.state === 'Open') abandon(last.object as Checkout)
      },
      onUnnamed() {},
    }
  }

  return {
    checkouts: sinkOf('Checkout'),
    refunds: sinkOf('Refund'),
    namesIn: namespace => [...seen].filter(([, one]) => one.namespace === namespace).map(([name]) => name),
    openObjects: () => countOpen([...seen.values()]),
  }
}

function isOver(kind: Seen['kind'], state: string): boolean {
  return kind === 'Checkout' ? state !== 'Requested' && state !== 'Open' : state === 'Failed'
}

function countOpen(all: readonly Seen[]): OpenObjects[] {
  const open = all.filter(({ state }) => state !== 'Succeeded')
  const groups = Map.groupBy(open, ({ kind, state }) => `${kind} ${state}`)
  return [...groups.values()].map(group => {
    const { kind, state } = group[0] as Seen
    return { kind, state, count: group.length, oldest: Math.min(...group.map(({ createdAt }) => createdAt)) }
  })
}
