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
  const line: Waiter[] = []

  const isSuspect = ({ visitor }: { visitor: Visitor }) => visitor.isSuspect()
  const hasTurnFor = (who: { visitor: Visitor }) =>
    inside.size < limit.running &&
    (!isSuspect(who) || [...inside].filter(isSuspect).length < limit.running - limit.kept)

  function admit(): void {
    for (;;) {
      const next = line.find(waiter => !isSuspect(waiter)) ?? line[0]
      if (next === undefined || !hasTurnFor(next)) return
      next.enter()
    }
  }

  function turn(entry: { visitor: Visitor }): Promise<void> {
    const { visitor } = entry
    if (line.length >= limit.waiting && !visitor.isSuspect()) line.findLast(isSuspect)?.leave()
    return new Promise((resolve, reject) => {
      if (line.length >= limit.waiting || visitor.signal.aborted) return reject(tooLong())
      const go = () => {
        line.splice(line.indexOf(waiter), 1)
        visitor.signal.removeEventListener('abort', waiter.leave)
      }
      const waiter: Waiter = {
        visitor,
        enter() {
          go()
          inside.add(entry)
          resolve()
        },
        leave() {
          go()
          reject(tooLong())
        },
      }
      line.push(waiter)
      visitor.signal.addEventListener('abort', waiter.leave, { once: true })
    })
  }

  return async (visitor, run) => {
    const entry = { visitor }
    if (hasTurnFor(entry)) inside.add(entry)
    else await turn(entry)
    try {
      return await run()
    } finally {
      inside.delete(entry)
      admit()
    }
  }
}

function tooLong(): Refusal {
  return new Refusal('unavailable', 'Cannot verify the callback: too many are being verified; send it again')
}
