import type { FastifyRequest } from 'fastify'
import type { SyncOutcome } from '../../metrics/sync-metrics.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The hook of a route, sync or customize, and the kind of its parent. Other routes have none. */
    call?: { hook: string; kind: string }
  }
}

// Customize is called again for each change of a related object, so its answers are logged at level debug only.
const levels = {
  answered: 'info',
  'put-off': 'info',
  unauthorized: 'warn',
  unserved: 'warn',
  malformed: 'error',
  failed: 'error',
} as const
const messages = {
  answered: 'synced',
  'put-off': 'sync put off',
  unauthorized: 'sync refused',
  unserved: 'sync refused',
  malformed: 'sync failed',
  failed: 'sync failed',
} as const

/** Logs the single line of a call: its parent and its outcome. */
export function logSync(request: FastifyRequest, outcome: SyncOutcome, more: object = {}): void {
  const { call } = request.routeOptions.config
  const level = outcome === 'answered' && call?.hook === 'customize' ? 'debug' : levels[outcome]
  request.log[level]({ hook: call?.hook, outcome, ...parentOf(request), ...more }, messages[outcome])
}

/** The parent in the body of a call, as far as it is readable: a malformed body is logged too. */
function parentOf({ body }: FastifyRequest): object {
  const { kind, metadata } =
    (body as { parent?: { kind?: string; metadata?: Record<string, unknown> } } | null)?.parent ?? {}
  const { namespace, name, uid, generation } = metadata ?? {}
  return { kind, namespace, name, uid, generation }
}
