import { createHash } from 'node:crypto'
import { withTimeLimit } from '../../../kube/time-limit.ts'
import type { Callback } from '../../payment-report.ts'
import { Refusal } from '../../refusal.ts'
import { limitConcurrency } from '../concurrency.ts'
import { requireGenuine } from './postback.ts'

/** Throws a Refusal unless PayPal says that the bytes of the callback are its own. */
export type RequireVerified = (callback: Pick<Callback, 'bytes' | 'caller' | 'deadline'>) => Promise<void>

/** How many callbacks are being verified at once, how many of these turns suspects never get, and how many wait. */
const capacity = { running: 20, kept: 10, waiting: 200 }

/** How many verdicts are remembered, and for how many milliseconds. */
const maxVerdicts = 10_000
const keptMs = 600_000

type Verdict = Refusal | 'genuine'

/**
 * Asks PayPal about callbacks, and about the same bytes not twice within ten minutes: whoever repeats a callback, genuine or
 * not, costs PayPal nothing. `patience` is the time for PayPal's answer in milliseconds.
 */
export function paypalVerdicts({
  url,
  patienceMs,
  now,
}: {
  url: string
  patienceMs: number
  now: () => number
}): RequireVerified {
  const verdicts = new Map<string, { verdict: Verdict; until: number }>()
  const takeTurn = limitConcurrency(capacity)

  function recall(hash: string): Verdict | undefined {
    const known = verdicts.get(hash)
    return known !== undefined && now() < known.until ? known.verdict : undefined
  }

  async function ask(bytes: Buffer, outer: AbortSignal): Promise<Verdict> {
    try {
      await withTimeLimit({ milliseconds: patienceMs, outer }, signal => requireGenuine(bytes, { url, signal }))
      return 'genuine'
    } catch (error) {
      if (error instanceof Refusal && error.outcome === 'not-genuine') return error
      throw error
    }
  }

  function keep(hash: string, verdict: Verdict): Verdict {
    verdicts.delete(hash)
    if (verdicts.size >= maxVerdicts) verdicts.delete(String(verdicts.keys().next().value))
    verdicts.set(hash, { verdict, until: now() + keptMs })
    return verdict
  }

  return async ({ bytes, caller, deadline }) => {
    const hash = createHash('sha256').update(bytes).digest('base64')
    const askInTurn = () => {
      caller.charge()
      const visitor = { signal: deadline, isSuspect: caller.isSuspect }
      // Another callback of the same bytes may have been judged while this one waited.
      return takeTurn(visitor, async () => recall(hash) ?? keep(hash, await ask(bytes, deadline)))
    }
    const verdict = recall(hash) ?? (await askInTurn())
    if (verdict !== 'genuine') throw verdict
  }
}
