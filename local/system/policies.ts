import { setTimeout as delay } from 'node:timers/promises'
import type { ControlPlane } from '../control-plane/control-plane.ts'

const tickets = '/apis/app.corley.it/v1/namespaces/default/tickets?dryRun=All'
const ticket = JSON.stringify({
  apiVersion: 'app.corley.it/v1',
  kind: 'Ticket',
  metadata: { name: 'made-by-hand' },
  spec: { orderRef: 'none' },
})
const usual = { pauseMs: 100, patienceMs: 60_000 }

/**
 * Resolves when the chart's policies are in force. The API server reads the stored policies once a second and announces
 * nothing, so this function creates a ticket as a dry run until the API server rejects it. Throws the last other answer
 * after `patienceMs`.
 */
export async function waitForPolicies(
  { kubectl }: Pick<ControlPlane, 'kubectl'>,
  { pauseMs, patienceMs }: { pauseMs: number; patienceMs: number } = usual,
): Promise<void> {
  const end = Date.now() + patienceMs
  for (;;) {
    const { stdout, stderr } = await kubectl(['create', `--raw=${tickets}`, '--filename=-'], ticket)
    if (stderr.includes('kconference-tickets')) return
    if (Date.now() > end) {
      throw new Error(
        `Cannot wait for the policies: a ticket created by hand must be refused; the last answer was: ${(stdout + stderr).trim()}`,
      )
    }
    await delay(pauseMs)
  }
}
