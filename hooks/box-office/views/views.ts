import type { Logger } from 'pino'
import type { WatchListener } from '../../kube/watch/list-watch.ts'
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

/** Lists and watches a path until the signal (listAndWatch); rejects only with a defect. */
export type Watch = (request: { path: string; listener: WatchListener; signal: AbortSignal }) => Promise<void>

export interface ViewOptions {
  watch: Watch
  checks: ObjectChecks
  registry: Registry
  namespaces: Namespaces
  /** The progress of the watches of orders, reservations and coupons; the views update it. */
  reached: Reached
  clock: Clock
  /** Called with a conference and the name of its changed order or reservation; without a name for any other change. */
  onChange(registered: Registered, name?: string): void
  /** Called when the first list shows a reservation of an arbiter of an older version. */
  onSuspicion(): void
  log: Pick<Logger, 'error' | 'info' | 'warn'>
  signal: AbortSignal
}

/** The views of all objects of the cluster that the box office reads. */
export interface Views {
  /** Resolves once all of them have been listed. */
  listed: Promise<void>
  /** The reason why they cannot be used for decisions; undefined while they are complete and fresh. */
  staleReason(): string | undefined
  /** Resolves once all watches have ended; rejects with a defect. */
  ended: Promise<unknown>
}

/** The longest interruption of a watch after which its objects still count as fresh. */
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

/** The state of the watch of a kind. */
interface View {
  kind: ViewKind
  isListed: boolean
  /** Monotonic milliseconds; undefined while it is connected. */
  interruptedAt: number | undefined
}

/** Starts a watch for each kind; each shows its objects to their conferences. */
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
  // A refused write waits for a change of its order or its reservation, which share one name.
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
