import { createHash } from 'node:crypto'
import { withTimeLimit } from '../../../kube/time-limit.ts'
import { setNewest } from '../../newest-entries.ts'
import type { Callback } from '../../payment-report.ts'
import { Refusal } from '../../refusal.ts'
import { limitConcurrency } from '../concurrency.ts'
import { requireGenuine } from './postback.ts'

/** Rejects with a Refusal unless PayPal confirms the bytes of the callback as its own. */
export type RequireVerified = (callback: Pick<Callback, 'bytes' | 'caller' | 'deadline'>) => Promise<void>

/** `running` callbacks are verified at once, `kept` of these turns are closed to suspects, and `waiting` more may queue. */
const capacity = { running: 20, kept: 10, waiting: 200 }

/** The number of cached verdicts, and the age at which one expires. */
const maxVerdicts = 10_000
const keptMs = 600_000

type Verdict = Refusal | 'genuine'

/**
 * Verifies callbacks with PayPal, the same bytes at most once in ten minutes: a repeated callback, genuine or not, costs
 * PayPal nothing. `patienceMs` is the longest wait for PayPal's answer.
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
    setNewest(verdicts, [hash, { verdict, until: now() + keptMs }], maxVerdicts)
    return verdict
  }

  return async ({ bytes, caller, deadline }) => {
    const hash = createHash('sha256').update(bytes).digest('base64')
    const askInTurn = () => {
      caller.charge()
      const visitor = { signal: deadline, isSuspect: caller.isSuspect }
      // PayPal may have answered for another callback with the same bytes while this one waited.
      return takeTurn(visitor, async () => recall(hash) ?? keep(hash, await ask(bytes, deadline)))
    }
    const verdict = recall(hash) ?? (await askInTurn())
    if (verdict !== 'genuine') throw verdict
  }
}
