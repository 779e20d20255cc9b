import Fastify, { LogController } from 'fastify'
import t, { type Test } from 'tap'
import { logSync } from '../../../hooks/http/hooks/log.ts'
import type { SyncOutcome } from '../../../hooks/metrics/sync-metrics.ts'

const metadata = { namespace: 'conf', name: 'order-1', uid: 'u', generation: 7, labels: {} }

/** The log line of a call of a hook with that outcome. */
async function logged(t: Test, outcome: SyncOutcome, of: { hook?: string; body?: unknown; more?: object } = {}) {
  const { hook = 'sync', body = { parent: { kind: 'Order', metadata } }, more } = of
  const lines: Record<string, unknown>[] = []
  const stream = { write: (line: string) => void lines.push(JSON.parse(line)) }
  const server = Fastify({
    logger: { level: 'debug', base: null, timestamp: false, stream },
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => 'id',
  })
  t.teardown(() => server.close())
  server.post('/', { config: { call: { hook, kind: 'Order' } } }, async request => logSync(request, outcome, more))
  await server.inject({
    method: 'POST',
    url: '/',
    payload: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })
  t.equal(lines.length, 1)
  return lines[0]
}

t.test('a call is one line with its parent, its outcome and its level', async t => {
  const table: [outcome: SyncOutcome, level: number, msg: string][] = [
    ['answered', 30, 'synced'],
    ['put-off', 30, 'sync put off'],
    ['unauthorized', 40, 'sync refused'],
    ['unserved', 40, 'sync refused'],
    ['malformed', 50, 'sync failed'],
    ['failed', 50, 'sync failed'],
  ]
  for (const [outcome, level, msg] of table) {
    const { labels: _, ...told } = metadata
    const line = { level, reqId: 'id', hook: 'sync', outcome, kind: 'Order', ...told, msg }
    t.strictSame(await logged(t, outcome), line, outcome)
  }
})

t.test('answers of customize are logged at level debug', async t => {
  t.match(await logged(t, 'answered', { hook: 'customize' }), { level: 20, hook: 'customize' })
  t.match(await logged(t, 'failed', { hook: 'customize' }), { level: 50 })
})

t.test('a line may have more fields, and a body without a parent is logged too', async t => {
  const line = await logged(t, 'failed', { body: { parent: null }, more: { status: 500 } })
  t.strictSame(line, { level: 50, reqId: 'id', hook: 'sync', outcome: 'failed', status: 500, msg: 'sync failed' })
})
