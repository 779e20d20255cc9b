import type { FastifyRequest } from 'fastify'
import type { SyncOutcome } from '../../metrics/sync-metrics.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Of a hook: sync or customize, and the kind of its parent. */
    call?: { hook: string; kind: string }
  }
}

// Customize is asked anew whenever a related object changes, and has nothing to tell.
const levels = {
  answered: 'info',
  stale: 'info',
  unauthorized: 'warn',
  unserved: 'warn',
  malformed: 'error',
  failed: 'error',
} as const
const messages = {
  answered: 'synced',
  stale: 'sync put off',
  unauthorized: 'sync refused',
  unserved: 'sync refused',
  malformed: 'sync failed',
  failed: 'sync failed',
} as const

/** The one line of a call: whom it was about, and what became of it. */
export function logSync(request: FastifyRequest, outcome: SyncOutcome, more: object = {}): void {
  const { call } = request.routeOptions.config
  const level = outcome === 'answered' && call?.hook === 'customize' ? 'debug' : levels[outcome]
  request.log[level]({ hook: call?.hook, outcome, ...parentOf(request), ...more }, messages[outcome])
}

/** Which object the hook was asked about, as far as the body tells. */
function parentOf({ body }: FastifyRequest): object {
  const { kind, metadata } =
    (body as { parent?: { kind?: string; metadata?: Record<string, unknown> } } | null)?.parent ?? {}
  const { namespace, name, uid, generation } = metadata ?? {}
  return { kind, namespace, name, uid, generation }
}
