import { setTimeout as delay } from 'node:timers/promises'
import type { ControlPlane } from '../control-plane/control-plane.ts'

const tickets = '/apis/app.corley.it/v1/namespaces/default/tickets?dryRun=All'
const ticket = JSON.stringify({
  apiVersion: 'app.corley.it/v1',
  kind: 'Ticket',
  metadata: { name: 'made-by-hand' },
  spec: { orderRef: 'none' },
})
const usual = { pause: 100, patience: 60_000 }

/**
 * Resolves when the chart's policies are in force. The API server looks once a second which ones are stored, takes up all
 * that it sees, and nothing tells when: so a ticket is made by hand, on trial, until that is refused. Throws what the API
 * server said instead when its patience (milliseconds) is over.
 */
export async function policiesInForce(
  { kubectl }: Pick<ControlPlane, 'kubectl'>,
  { pause, patience }: { pause: number; patience: number } = usual,
): Promise<void> {
  const end = Date.now() + patience
  for (;;) {
    const { stdout, stderr } = await kubectl(['create', `--raw=${tickets}`, '--filename=-'], ticket)
    if (stderr.includes('kconference-tickets')) return
    if (Date.now() > end) {
      throw new Error(
        `Cannot wait for the policies: a ticket created by hand must be refused, but: ${(stdout + stderr).trim()}`,
      )
    }
    await delay(pause)
  }
}
