import { setNewest } from './newest-entries.ts'
import { Refusal, type RefusalOutcome } from './refusal.ts'

/** The calls to PayPal that one source may cause, and for how long the endpoint remembers a source. */
export interface CallerLimits {
  /** Calls to PayPal within `windowMs` that may be in vain. */
  maxVain: number
  windowMs: number
  /** The time for which a source gives way to all others after a callback that did not prove genuine. */
  suspectMs: number
  /** The number of remembered sources; the one that called least recently is forgotten first. */
  maxSources: number
}

/** The sender of one callback. The calls to PayPal that the callback needs count against it. */
export interface Caller {
  /** Counts the next call to PayPal. Throws a Refusal if too many calls for this source were in vain. */
  charge(): void
  /** Whether the last callback of this source did not prove genuine, at most `suspectMs` ago. */
  isSuspect(): boolean
}

/** Runs the verification of one callback, and judges its source by the result. */
export type Callers = <T>(name: string, verify: (caller: Caller) => Promise<T>) => Promise<T>

interface Source {
  windowStart: number
  /** Calls to PayPal in vain since then. */
  vain: number
  underWay: number
  suspectUntil: number
}

/**
 * Limits the calls to PayPal that one source can cause. Only these calls count. A check of a signature needs no call, so false
 * callbacks of a source never block its signed events. A call is in vain unless its callback proves genuine and meant for
 * us. A source without calls in vain has no limit. `now` is in milliseconds.
 */
export function limitCallers({
  maxVain,
  windowMs,
  suspectMs,
  maxSources,
  now,
}: CallerLimits & { now: () => number }): Callers {
  const known = new Map<string, Source>()

  function remember(name: string): Source {
    const source = known.get(name) ?? { windowStart: now(), vain: 0, underWay: 0, suspectUntil: 0 }
    setNewest(known, [name, source], maxSources)
    if (now() - source.windowStart >= windowMs) Object.assign(source, { windowStart: now(), vain: 0 })
    return source
  }

  return async (name, verify) => {
    const charged: Source[] = []
    const settle = (isGenuine: boolean) => {
      for (const source of charged) source.underWay -= 1
      const source = remember(name)
      if (!isGenuine) source.vain += charged.length
      source.suspectUntil = isGenuine ? 0 : now() + suspectMs
    }
    const caller: Caller = {
      charge() {
        const source = remember(name)
        if (source.vain > 0 && source.vain + source.underWay >= maxVain) throw tooManyRefusal(name)
        source.underWay += 1
        charged.push(source)
      },
      isSuspect: () => now() < (known.get(name)?.suspectUntil ?? 0),
    }
    try {
      const verified = await verify(caller)
      if (charged.length > 0) settle(true)
      return verified
    } catch (error) {
      const outcome = error instanceof Refusal ? error.outcome : undefined
      if (charged.length > 0 || isFalse(outcome)) settle(isGenuine(outcome))
      throw error
    }
  }
}

/** These two outcomes alone prove that a callback is forged, or that it is for another account. */
function isFalse(outcome: RefusalOutcome | undefined): boolean {
  return outcome === 'not-genuine' || outcome === 'foreign'
}

/** A callback is genuine even if its contents are refused, once PayPal has verified it. */
function isGenuine(outcome: RefusalOutcome | undefined): boolean {
  return outcome === 'unknown-order' || outcome === 'malformed'
}

function tooManyRefusal(name: string): Refusal {
  const why = 'too many of its callbacks could not be verified'
  return new Refusal('too-many', `Cannot verify a callback from "${name}": ${why}; send it again in 60 s`)
}
