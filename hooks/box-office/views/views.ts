import type { Logger } from 'pino'
import type { WatchListener } from '../../kube/watch/list-watch.ts'
import type { Reached } from '../../rules/box-office/desk.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import { createObjectSink, type ListedKind, type SinkOptions, type ViewKind } from './object-sink.ts'
import { createObjectStream } from './object-stream.ts'
import { createReach } from './reach.ts'

/** Lists and watches a path until the signal (listAndWatch); rejects only with a defect. */
export type Watch = (request: { path: string; listener: WatchListener; signal: AbortSignal }) => Promise<void>

export interface ViewOptions extends SinkOptions {
  watch: Watch
  /** The progress of the watches of orders, reservations and coupons; the views update it. */
  reached: Reached
  log: Pick<Logger, 'error' | 'info' | 'warn'>
  signal: AbortSignal
}

/** The views of all objects of the cluster that the box office reads. */
export interface Views {
  /** Resolves once all objects have been listed. */
  listed: Promise<void>
  /** The reason why they cannot be used for decisions; undefined while they are complete and fresh. */
  staleReason(): string | undefined
  /** Resolves once all watches have ended; rejects with a defect. */
  ended: Promise<unknown>
}

/** The longest interruption of a watch during which its objects still count as fresh. */
const freshMs = 5_000

const paths: Readonly<Record<ViewKind, string>> = {
  Plan: `/apis/${apiVersion}/plans`,
  SeatPool: `/apis/${apiVersion}/seatpools`,
  Coupon: `/apis/${apiVersion}/coupons`,
  Order: `/apis/${apiVersion}/orders`,
  Payment: `/apis/${apiVersion}/payments`,
  Reservation: `/apis/${apiVersion}/reservations`,
  Namespace: '/api/v1/namespaces',
}

/** The state of the watch of a kind. */
interface View extends ListedKind {
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
    log.info({ kind: view.kind }, 'all objects of a kind are listed')
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
  const stream = createObjectStream(createObjectSink(view, options))
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
      log[isConnected ? 'info' : 'warn']({ kind: view.kind }, isConnected ? 'watching a kind' : 'watch interrupted')
      notifyAll()
    },
  }
}
