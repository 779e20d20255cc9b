import type { BoxOfficeApi } from '../../kube/box-office-api.ts'
import type { Order } from '../../schema/order/order.ts'
import { ConferenceOffice } from '../conference/conference-office.ts'
import type { Sighting } from '../conference/sightings.ts'
import { isArbiter } from '../leading/old-arbiter.ts'
import { createNamespaces } from '../views/namespaces.ts'
import type { ObjectChecks } from '../views/object-checks.ts'
import { readIdentity } from '../views/object-stream.ts'
import type { OrderName } from './arguments.ts'

/** Reads live objects. A conference has the name of its namespace. */
export interface LiveObjects {
  /** The latest revision of the API server. */
  revision(conference: string, signal: AbortSignal): Promise<string>
  list(
    selection: { kind: Sighting['kind'] | 'Namespace'; conference: string; revision?: string },
    signal: AbortSignal,
  ): Promise<object[]>
}

export interface ConferenceOptions {
  /** Connects to the API server; called after the arguments were accepted. */
  connect(): { objects: LiveObjects; api: Pick<BoxOfficeApi, 'compositeControllers'> }
  checks: ObjectChecks
  /** Milliseconds since 1970. */
  now(): number
  signal: AbortSignal
}

/** The conference as it is now, its orders by name, and the reasons why the box office cannot decide now. */
export async function readConference(
  { namespace, name }: OrderName,
  { connect, checks, now, signal }: ConferenceOptions,
) {
  const { objects, api } = connect()
  try {
    const revision = await objects.revision(namespace, signal)
    const reached = { orders: BigInt(revision), reservations: BigInt(revision), coupons: BigInt(revision) }
    const conference = new ConferenceOffice({ readReach: () => reached })
    const [orders, hindrances] = [new Map<string, Order>(), await hindrancesOf(namespace, { objects, api, signal })]
    for (const kind of Object.keys(checks) as Sighting['kind'][]) {
      for (const object of await objects.list({ kind, conference: namespace, revision }, signal)) {
        const { name, version } = readIdentity(object) ?? { name: '', version: 0n }
        const fault = checks[kind](object)
        if (fault !== undefined) hindrances.push(`${kind} "${name}" cannot be read: ${fault}`)
        else conference.see({ kind, name, object, version } as Sighting, now())
        if (kind === 'Order') orders.set(name, object as Order)
      }
    }
    return { conference, orders, hindrances }
  } catch (cause) {
    const { message } = cause as Error
    throw new Error(`Cannot explain order "${namespace}/${name}": the API server must answer: ${message}`, { cause })
  }
}

async function hindrancesOf(
  namespace: string,
  { objects, api, signal }: ReturnType<ConferenceOptions['connect']> & { signal: AbortSignal },
): Promise<string[]> {
  const namespaces = createNamespaces()
  const [object] = await objects.list({ kind: 'Namespace', conference: namespace }, signal)
  namespaces.see(namespace, object)
  const closed = namespaces.closedReason(namespace)
  const arbiter = await oldArbiterHindrance(api, signal)
  return [closed, arbiter].filter(reason => reason !== undefined)
}

async function oldArbiterHindrance(api: Pick<BoxOfficeApi, 'compositeControllers'>, signal: AbortSignal) {
  try {
    const found = (await api.compositeControllers(signal)).find(isArbiter)
    return found && `the CompositeController "${found.name}" of an older version decides on plans; delete it`
  } catch (error) {
    return `an older version may decide on plans; the CompositeControllers cannot be read: ${(error as Error).message}`
  }
}
