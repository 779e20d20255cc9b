import { isDeepStrictEqual } from 'node:util'
import { reservationObject } from '../../../hooks/box-office/objects/reservation-object.ts'
import { paymentName } from '../../../hooks/payment/recording/payment-name.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { aCoupon, anOrder, aPayment, aPlan, now } from '../../../test/fixtures/objects.ts'
import { orderController } from '../../server/controllers.ts'
import { type KindName, type Kinds, ownerOf, type Stored } from '../../server/stored.ts'
import { allSeeingOffice } from './all-seeing-office.ts'
import { type Entry, entryOf } from './log-entry.ts'

type Put = Stored | { kind: 'Conference' | 'Namespace'; metadata: { name: string } }

/** A watch log that a test writes by hand, write by write. */
export interface HandMadeLog {
  entries: Entry[]
  /** Stores an object as it is. */
  put(object: Put): void
  /** Stores an object with another spec or status. */
  change<K extends KindName>(kind: K, name: string, change: { spec?: object; status?: object }): void
  remove(kind: Put['kind'], name: string): void
  get<K extends KindName>(kind: K, name: string): Kinds[K]
  list<K extends KindName>(kind: K): Kinds[K][]
}

export const namespace = 'conf'

export function createLog(): HandMadeLog {
  const stored = new Map<string, { object: Put; revision: number }>()
  const entries: Entry[] = []
  const keyOf = (kind: Put['kind'], name: string) => {
    if (kind === 'Namespace') return `/registry/namespaces/${name}`
    const place = kind === 'Conference' ? '' : `${namespace}/`
    return `/registry/app.corley.it/${kind.toLowerCase()}s/${place}${name}`
  }
  const write = (kind: Put['kind'], name: string, object: Put | undefined) => {
    const key = keyOf(kind, name)
    const previous = stored.get(key)
    const revision = 100 + entries.length
    const before = previous && { value: bytes(previous.object), revision: previous.revision }
    const entry = entryOf({ key, revision, before, after: object && bytes(object) }, { namespace, at: now + revision })
    if (entry !== undefined) entries.push(entry)
    if (object === undefined) stored.delete(key)
    else stored.set(key, { object, revision })
  }
  const get = <K extends KindName>(kind: K, name: string) => stored.get(keyOf(kind, name))?.object as Kinds[K]
  return {
    entries,
    get,
    put: object => write(object.kind, object.metadata.name, object),
    change(kind, name, { spec, status }) {
      const object: Stored & { status?: object | undefined } = get(kind, name)
      write(kind, name, {
        ...object,
        spec: { ...object.spec, ...spec },
        ...(object.status && { status: { ...object.status, ...status } }),
      } as Stored)
    },
    remove: (kind, name) => write(kind, name, undefined),
    list: kind =>
      [...stored.values()]
        .filter(({ object }) => object.kind === kind)
        .map(({ object, revision }) => ({
          ...object,
          metadata: { ...object.metadata, resourceVersion: String(revision) },
        })) as never,
  }
}

function bytes(object: Put): Buffer {
  return Buffer.from(JSON.stringify(object))
}

/**
 * A log that keeps every promise. The plan has two seats: the first is sold to "sold", with the only redemption of the
 * coupon, and the second is held for "held". "waiting" waits for two.
 */
export function soundLog(): HandMadeLog {
  const log = createLog()
  log.put({ kind: 'Conference', metadata: { name: namespace } })
  log.put({ kind: 'Namespace', metadata: { name: namespace } })
  log.put(aPlan({ capacity: 2 }))
  log.put(aCoupon({ planRef: 'plan', maxRedemptions: 1 }))
  log.put(anOrder({ name: 'sold', price: 19.9, couponRef: 'coupon' }))
  log.put(paymentOf('sold', { transaction: 'first', gross: '19.90' }))
  settle(log)
  log.put(anOrder({ name: 'held' }))
  log.put(anOrder({ name: 'waiting', quantity: 2 }))
  settle(log)
  return log
}

/** A completed payment of an order. Its default name is the one that the endpoint gives it. */
export function paymentOf(
  order: string,
  { transaction, gross, name }: { transaction: string; gross: string; name?: string },
): Kinds['Payment'] {
  const named = name ?? paymentName({ provider: 'PAYPAL', transactionId: transaction, state: 'Completed' })
  const metadata = ownerMetadata('Order', order)
  return aPayment({ name: named, orderRef: order, gross, transactionId: transaction, metadata })
}

export function ownerMetadata(kind: string, name: string) {
  const owner = { apiVersion, kind, name, uid: `uid-of-${name}`, controller: true, blockOwnerDeletion: true }
  return { ownerReferences: [owner] }
}

/** Lets the box office decide, and the order hook answer, until neither changes anything. */
function settle(log: HandMadeLog): void {
  for (let written = -1; written !== log.entries.length; ) {
    written = log.entries.length
    decide(log)
    for (const order of log.list('Order')) answer(log, order)
  }
}

function decide(log: HandMadeLog): void {
  for (const write of allSeeingOffice(log.list, now).decide(now)) {
    const { metadata, ...rest } = reservationObject(write, namespace)
    const { uid = `uid-of-reservation-${write.name}`, generation = 0 } = write.base ?? {}
    log.put({ ...rest, metadata: { ...metadata, uid, generation: generation + 1 } } as object as Stored)
  }
  for (const { plan, status } of allSeeingOffice(log.list, now).planStatuses(now).values()) {
    if (!isDeepStrictEqual(status, plan.status)) log.put({ ...plan, status })
  }
}

function answer(log: HandMadeLog, order: Kinds['Order']): void {
  const { name, uid, generation } = order.metadata
  const seen = Object.fromEntries(
    orderController.children.map(kind => [kind, log.list(kind).filter(child => ownerOf(child) === uid)]),
  )
  const { status, children } = orderController.sync(order, seen, now)
  for (const ticket of children) {
    if (ticket.kind !== 'Ticket' || log.list('Ticket').some(({ metadata }) => metadata.name === ticket.metadata.name))
      continue
    const metadata = {
      ...ticket.metadata,
      namespace,
      uid: `uid-of-${ticket.metadata.name}`,
      ...ownerMetadata('Order', name),
    }
    log.put({ ...ticket, metadata } as object as Stored)
  }
  const whole = { ...status, observedGeneration: generation }
  if (!isDeepStrictEqual(whole, order.status)) log.put({ ...order, status: whole } as Stored)
}
