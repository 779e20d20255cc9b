import { pino } from 'pino'
import { readHooksConfig } from './config/hooks.ts'
import { serveMetrics } from './http/metrics-server.ts'
import { runProgram } from './http/run-program.ts'
import { serve } from './http/serve.ts'
import { buildSyncServer } from './http/sync-server.ts'
import { createRegistry } from './metrics/registry.ts'

await runProgram(async () => {
  const config = readHooksConfig(process.env)
  const registry = createRegistry()
  const server = buildSyncServer({ now: Date.now, logger: pino({ level: config.logLevel }), registry })
  await serveMetrics(registry, { of: server, host: config.host, port: config.metricsPort })
  await serve(server, config)
})
