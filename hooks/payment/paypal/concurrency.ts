import { Refusal } from '../refusal.ts'

/** Who asks for a turn: it leaves when `signal` aborts, and gives way while it is suspect. */
export interface Visitor {
  signal: AbortSignal
  isSuspect(): boolean
}

/** Runs what it is given, or makes it wait until it is its turn. */
export type Turnstile = <T>(visitor: Visitor, run: () => Promise<T>) => Promise<T>

interface Waiter {
  visitor: Visitor
  enter(): void
  leave(): void
}

/**
 * Lets so many run at once; the others wait in line. Suspects wait behind all others, never have the `kept` turns, and lose
 * their place in a full line to somebody who is none. Among equals the first to come is the first to run. Throws a Refusal for
 * what finds the line full, and for what waits in it when its signal aborts.
 */
export function limitConcurrency(limit: { running: number; waiting: number; kept: number }): Turnstile {
  const inside = new Set<{ visitor: Visitor }>()
  const queue: Waiter[] = []

  const isSuspect = ({ visitor }: { visitor: Visitor }) => visitor.isSuspect()
  const hasTurnFor = (who: { visitor: Visitor }) =>
    inside.size < limit.running &&
    (!isSuspect(who) || [...inside].filter(isSuspect).length < limit.running - limit.kept)

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
