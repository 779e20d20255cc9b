import { Refusal } from '../refusal.ts'

/** A caller that needs a turn. It leaves the queue when `signal` aborts, and gives way while it is suspect. */
export interface Visitor {
  signal: AbortSignal
  isSuspect(): boolean
}

/** Runs a function when the visitor has its turn. */
export type Turnstile = <T>(visitor: Visitor, run: () => Promise<T>) => Promise<T>

interface Waiter {
  visitor: Visitor
  enter(): void
  leave(): void
}

/**
 * Lets `running` visitors run at once, and up to `waiting` others queue in order of arrival. Suspects wait behind all others.
 * They leave `kept` turns to others, and lose their place in a full queue to a visitor that is not suspect. Rejects with a
 * Refusal if the queue is full, or if the signal aborts during the wait.
 */
export function limitConcurrency(limit: { running: number; waiting: number; kept: number }): Turnstile {
  const inside = new Set<{ visitor: Visitor }>()
  const queue: Waiter[] = []

  const isSuspect = ({ visitor }: { visitor: Visitor }) => visitor.isSuspect()
  const hasTurnFor = (entry: { visitor: Visitor }) =>
    inside.size < limit.running &&
    (!isSuspect(entry) || [...inside].filter(isSuspect).length < limit.running - limit.kept)

  function admit(): void {
    for (;;) {
      const next = queue.find(waiter => !isSuspect(waiter)) ?? queue[0]
      if (next === undefined || !hasTurnFor(next)) return
      next.enter()
    }
  }

  function waitForTurn(entry: { visitor: Visitor }): Promise<void> {
    const { visitor } = entry
    if (queue.length >= limit.waiting && !visitor.isSuspect()) queue.findLast(isSuspect)?.leave()
    return new Promise((resolve, reject) => {
      if (queue.length >= limit.waiting || visitor.signal.aborted) return reject(queueRefusal())
      const leaveQueue = () => {
        queue.splice(queue.indexOf(waiter), 1)
        visitor.signal.removeEventListener('abort', waiter.leave)
      }
      const waiter: Waiter = {
        visitor,
        enter() {
          leaveQueue()
          inside.add(entry)
          resolve()
        },
        leave() {
          leaveQueue()
          reject(queueRefusal())
        },
      }
      queue.push(waiter)
      visitor.signal.addEventListener('abort', waiter.leave, { once: true })
    })
  }

  return async (visitor, run) => {
    const entry = { visitor }
    if (hasTurnFor(entry)) inside.add(entry)
    else await waitForTurn(entry)
    try {
      return await run()
    } finally {
      inside.delete(entry)
      admit()
    }
  }
}

function queueRefusal(): Refusal {
  return new Refusal('unavailable', 'Cannot verify the callback: too many are being verified; send it again')
}
