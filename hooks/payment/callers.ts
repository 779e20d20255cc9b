import { Refusal, type RefusalOutcome } from './refusal.ts'

/** How much one source may cost, and how long that is remembered. */
export interface CallerLimits {
  /** Calls of PayPal that may be in vain within `windowMs`. */
  maxVain: number
  windowMs: number
  /** How long a source whose callback failed gives way to all others, unless a genuine one follows. */
  suspectMs: number
  /** Sources that are remembered; the one that was heard of least recently is forgotten first. */
  maxSources: number
}

/** The sender of one callback, on whose behalf PayPal is called. */
export interface Caller {
  /** Counts a call of PayPal that is about to be made. Throws a Refusal when too many were in vain for this source. */
  charge(): void
  /** Whether a callback of this source failed lately, and none was found to be genuine since. */
  isSuspect(): boolean
}

/** Runs the verification of one callback of a source, and judges the source by how that ends. */
export type Callers = <T>(name: string, verify: (caller: Caller) => Promise<T>) => Promise<T>

interface Source {
  windowStart: number
  /** Calls of PayPal that ended in vain since then. */
  vain: number
  underWay: number
  suspectUntil: number
}

/**
 * Limits what a source can make this endpoint ask of PayPal. Only calls of PayPal count: signatures that can be checked here
 * cost nothing, so junk of a source never keeps its signed events out. A call counts as in vain unless its callback turns
 * out to be genuine and meant for us; a source without such calls is not limited. `now` is in milliseconds.
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
    known.delete(name)
    if (known.size >= maxSources) known.delete(String(known.keys().next().value))
    known.set(name, source)
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

/** Only these two outcomes prove a forged callback, or one for the account of somebody else. */
function isFalse(outcome: RefusalOutcome | undefined): boolean {
  return outcome === 'not-genuine' || outcome === 'foreign'
}

/** A callback that is refused for its contents after PayPal verified it is genuine. */
function isGenuine(outcome: RefusalOutcome | undefined): boolean {
  return outcome === 'unknown-order' || outcome === 'malformed'
}

function tooManyRefusal(name: string): Refusal {
  const why = 'too many of its callbacks could not be verified'
  return new Refusal('too-many', `Cannot verify a callback from "${name}": ${why}; send it again in 60 s`)
}
