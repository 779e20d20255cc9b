import type { Logger } from 'pino'
import type { WatchListener } from '../../kube/list-watch.ts'
import type { Reached } from '../../rules/box-office/desk.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import type { Clock } from '../clock.ts'
import { isDecidedByOldArbiter } from '../leading/old-arbiter.ts'
import type { Registered, Registry } from '../registry.ts'
import type { Namespaces } from './namespaces.ts'
import type { ObjectChecks } from './object-checks.ts'
import { createObjectReader } from './object-reader.ts'
import { createObjectStream, type ObjectSink } from './object-stream.ts'
import { createReach } from './reach.ts'

/** Lists a path and watches it until the signal (listAndWatch); rejects only with a defect. */
export type Watch = (of: { path: string; listener: WatchListener; signal: AbortSignal }) => Promise<void>

export interface ViewOptions {
  watch: Watch
  checks: ObjectChecks
  registry: Registry
  namespaces: Namespaces
  /** Moved on as the watches of orders, reservations and coupons come further. */
  reached: Reached
  clock: Clock
  /** Told what of a conference was seen; without a name it is something that its decisions depend on. */
  onChange(registered: Registered, name?: string): void
  /** Told when the first list shows what an arbiter of an older version left behind. */
  onSuspicion(): void
  log: Pick<Logger, 'error' | 'info' | 'warn'>
  signal: AbortSignal
}

/** Views of all objects of the cluster that the box office reads. */
export interface Views {
  /** Once all of them have been listed. */
  listed: Promise<void>
  /** Why nothing must be decided by them; undefined while they are complete and fresh. */
  staleReason(): string | undefined
  /** Once all watches have ended; rejects with a defect. */
  ended: Promise<unknown>
}

/** For how long a watch may be interrupted before nothing is decided by what it showed. */
const freshMs = 5_000

const paths = {
  Plan: `/apis/${apiVersion}/plans`,
  Coupon: `/apis/${apiVersion}/coupons`,
  Order: `/apis/${apiVersion}/orders`,
  Payment: `/apis/${apiVersion}/payments`,
  Reservation: `/apis/${apiVersion}/reservations`,
  Namespace: '/api/v1/namespaces',
} as const
type ViewKind = keyof typeof paths

/** How far the watch of a kind is. */
interface View {
  kind: ViewKind
  isListed: boolean
  /** Monotonic milliseconds; undefined while it is connected. */
  interruptedAt: number | undefined
}

/** Starts the watches: each shows its objects to their conferences. */
export function startViews(options: ViewOptions): Views {
  const { watch, clock, signal, log } = options
  const { promise: listed, resolve: allListed } = Promise.withResolvers<void>()
  const views = (Object.keys(paths) as ViewKind[]).map(
    (kind): View => ({ kind, isListed: false, interruptedAt: clock.monotonic() }),
  )
  const onListed = (view: View) => {
    if (view.isListed) return
    view.isListed = true
    log.info({ kind: view.kind }, 'listed')
    if (views.every(({ isListed }) => isListed)) allListed()
  }
  const ended = Promise.all(
    views.map(view => watch({ path: paths[view.kind], listener: listenerOf(view, { ...options, onListed }), signal })),
  )
  return {
    listed,
    ended,
    staleReason() {
      const unlisted = views.filter(({ isListed }) => !isListed).map(({ kind }) => kind)
      if (unlisted.length > 0) return `Not listed yet: ${unlisted.join(', ')}`
      const since = clock.monotonic() - freshMs
      const stale = views.filter(({ interruptedAt }) => interruptedAt !== undefined && interruptedAt < since)
      return stale.length > 0 ? `The watch is interrupted: ${stale.map(({ kind }) => kind).join(', ')}` : undefined
    },
  }
}

function listenerOf(view: View, options: ViewOptions & { onListed(view: View): void }): WatchListener {
  const { registry, clock, onChange, log, onListed } = options
  const stream = createObjectStream(sinkOf(view, options))
  const reach = createReach(view.kind, options)
  const notifyAll = () => {
    for (const registered of registry.all()) onChange(registered)
  }
  return {
    ...stream,
    onListEnd(version) {
      reach.advanceTo(version)
      stream.onListEnd(version)
      reach.notifyAll()
      onListed(view)
      notifyAll()
    },
    onChange(object) {
      reach.advanceBy(object)
      stream.onChange(object)
    },
    onDelete(object) {
      reach.advanceBy(object)
      stream.onDelete(object)
    },
    onReach(version) {
      reach.advanceTo(version)
      reach.notifyAll()
    },
    onConnection(isConnected) {
      view.interruptedAt = isConnected ? undefined : clock.monotonic()
      log[isConnected ? 'info' : 'warn']({ kind: view.kind }, isConnected ? 'watching' : 'watch interrupted')
      notifyAll()
    },
  }
}

function sinkOf(view: View, options: ViewOptions): ObjectSink {
  const { kind } = view
  const { registry, namespaces, checks, clock, onChange, onSuspicion, log } = options
  if (kind === 'Namespace') return namespaceSink(options)
  // What a refused write waits for is a change of its order or its reservation, which have one name.
  const isOfName = kind === 'Order' || kind === 'Reservation'
  const reader = createObjectReader({
    kind,
    check: checks[kind],
    registry,
    now: clock.now,
    onSight: (registered, name) => onChange(registered, isOfName ? name : undefined),
    log,
  })
  return {
    ...reader,
    onObject(identity, object) {
      if (kind === 'Reservation' && !view.isListed && isDecidedByOldArbiter(object)) onSuspicion()
      reader.onObject(identity, object)
    },
    onDelete(identity) {
      reader.onDelete(identity)
      if (!namespaces.has(identity.namespace)) registry.dropIfEmpty(identity.namespace)
    },
  }
}

function namespaceSink({ registry, namespaces, onChange, log }: ViewOptions): ObjectSink {
  const see = (name: string, object: object | undefined) => {
    namespaces.see(name, object)
    const registered = registry.get(name)
    if (registered === undefined) return
    if (object === undefined) registry.dropIfEmpty(name)
    onChange(registered)
  }
  return {
    onObject: ({ name }, object) => see(name, object),
    onDelete: ({ name }) => see(name, undefined),
    onUnnamed: object => log.error({ kind: 'Namespace', object }, 'object without a name or a resourceVersion'),
  }
}
