import type { FastifyRequest } from 'fastify'
import t from 'tap'
import { logCallback } from '../../../hooks/http/payments/log.ts'

t.test('a callback is one line with its facts, its outcome and its level', async t => {
  const lines: unknown[][] = []
  const level = (name: string) => (line: unknown, message: string) => lines.push([name, line, message])
  const log = { info: level('info'), warn: level('warn'), error: level('error') }
  const request = { log, callback: { facts: { namespace: 'conf' } } } as unknown as FastifyRequest
  const outcomes = [
    ...['recorded', 'already-recorded', 'ignored', 'malformed', 'not-genuine', 'foreign', 'unknown-order'],
    ...['too-many', 'unavailable', 'unserved', 'failed'],
  ] as Parameters<typeof logCallback>[1][]
  for (const outcome of outcomes) logCallback(request, outcome)
  logCallback(request, 'mismatch')
  t.equal(request.callback.outcome, 'mismatch', 'and its outcome is kept')
  logCallback(request, 'early')
  logCallback(request, 'recorded', { eventError: 'no event' })
  logCallback(request, 'ignored', { ignored: 'a refund failed', alarm: 'refund-failed' })
  const line = (name: string, outcome: string, more = {}) => [
    name,
    { namespace: 'conf', outcome, ...more },
    'payment callback',
  ]
  t.strictSame(lines, [
    line('info', 'recorded'),
    line('info', 'already-recorded'),
    line('info', 'ignored'),
    line('warn', 'malformed'),
    line('warn', 'not-genuine'),
    line('warn', 'foreign'),
    line('warn', 'unknown-order'),
    line('warn', 'too-many'),
    line('warn', 'unavailable'),
    line('warn', 'unserved'),
    line('error', 'failed'),
    line('error', 'mismatch', { alarm: 'payment-mismatch' }),
    line('error', 'early', { alarm: 'payment-before-order' }),
    line('info', 'recorded', { eventError: 'no event' }),
    line('error', 'ignored', { ignored: 'a refund failed', alarm: 'refund-failed' }),
  ])
})
