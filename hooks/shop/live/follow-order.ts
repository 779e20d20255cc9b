import { createHash } from 'node:crypto'
import { KubeError } from '../../kube/api.ts'
import type { Order } from '../../schema/order/order.ts'
import type { OrderEvent } from '../model/page-views.ts'
import { createBackOff } from './back-off.ts'
import type { EventStream } from './event-stream.ts'
import { withoutManagedFields } from './managed-fields.ts'
import type { Sight } from './order-lookout.ts'
import { isNewer, isPaying, type ShownOrder } from './shown-order.ts'

/** The longest pause between looks at a payment: a buyer may need half an hour to pay, and each look costs some reads. */
const longestLookMs = 30_000

export interface FollowOrderOptions {
  stream: Pick<EventStream, 'send' | 'end' | 'isEnded' | 'onEnd'>
  lookAt(listener: (sight: Sight) => void): () => void
  /** Undefined when the order no longer exists, or when another order has its name. */
  readOrder(): Promise<Order | undefined>
  /** Reads everything that belongs to the order. */
  readRest(order: Order): Promise<Omit<ShownOrder, 'order'>>
  /** The content of an event. `isAway`: the API server does not answer, so the state is the last known one. */
  show(state: ShownOrder, isAway: boolean): Omit<OrderEvent, 'now'>
  /** The id of the last event that the browser received; empty if it received none. */
  lastId: string
  /** In milliseconds since 1970. */
  now(): number
  /** Called with a defect, which ends the stream. */
  onDefect(error: unknown): void
  /** The pause after the first failed read. */
  firstPauseMs: number
}

/**
 * Sends the present state of an order, and each later state, until the stream ends. The stream ends when the order is deleted.
 * While the API server does not answer, the page says so.
 */
export function followOrder(options: FollowOrderOptions): void {
  const { stream } = options
  const send = createSender(options)
  const backOff = createBackOff(options.firstPauseMs)
  const lookAgain = createBackOff(options.firstPauseMs, longestLookMs)
  let state: ShownOrder | undefined
  let seen: Order | undefined
  let isStale = true
  let isMissed = true
  let isRunning = false

  // This is one function, so that nothing can change isStale between the last test of it and the end of the run.
  async function run(): Promise<void> {
    if (isRunning) return
    isRunning = true
    try {
      while (isStale && !stream.isEnded()) {
        isStale = false
        const known = seen !== undefined && isNewer(seen, state) ? seen : isMissed ? undefined : state?.order
        isMissed = false
        state = await readState(known, options)
        if (state === undefined) return stream.end()
        backOff.reset()
        if (send(state, false)) lookAgain.reset()
      }
      if (isPaying(state) && !stream.isEnded()) lookAgain.retry(look)
    } catch (error) {
      isStale = true
      isMissed = true
      if (!(error instanceof KubeError)) return reportDefect(error, options)
      if (state !== undefined) send(state, true)
      backOff.retry(run)
    } finally {
      isRunning = false
    }
  }

  function look(): void {
    isStale = true
    void run()
  }

  const leave = options.lookAt(sight => {
    if (sight.kind === 'changed' && !isNewer(sight.order, state)) return
    seen = sight.kind === 'changed' ? sight.order : undefined
    isMissed = sight.kind !== 'changed'
    look()
  })
  stream.onEnd(() => {
    for (const stop of [leave, backOff.stop, lookAgain.stop]) stop()
  })
  void run()
}

/** Reads the state of an order, and the order itself unless it is known. */
async function readState(
  known: Order | undefined,
  { readOrder, readRest }: FollowOrderOptions,
): Promise<ShownOrder | undefined> {
  const order = known ?? (await readOrder())
  return order && { order: withoutManagedFields(order), ...(await readRest(order)) }
}

function reportDefect(error: unknown, { stream, onDefect }: FollowOrderOptions): void {
  onDefect(error)
  stream.end()
}

/**
 * The id of an event is a digest of its content, without the clock: a browser that connects again gets no event that it
 * already has. The sender returns whether the content was new.
 */
function createSender({ stream, show, now, lastId: last }: FollowOrderOptions) {
  let lastId = last
  return (state: ShownOrder, isAway: boolean): boolean => {
    const content = show(state, isAway)
    const id = createHash('sha256').update(JSON.stringify(content)).digest('base64url').slice(0, 16)
    if (id === lastId) return false
    lastId = id
    stream.send({ id, name: 'order', data: JSON.stringify({ ...content, now: now() } satisfies OrderEvent) })
    return true
  }
}
