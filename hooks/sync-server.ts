import { pino } from 'pino'
import { readHooksConfig } from './config/hooks.ts'
import { runProgram } from './config/run-program.ts'
import { secureSyncServer } from './http/hooks/secure-server.ts'
import { serveMetrics } from './http/metrics-server.ts'
import { serve } from './http/serve.ts'
import { createRegistry } from './metrics/registry.ts'

await runProgram(async () => {
  const config = readHooksConfig(process.env)
  const registry = createRegistry()
  const logger = pino({ level: config.logLevel })
  const { maxBodyBytes } = config
  const server = secureSyncServer({ now: Date.now, logger, registry, maxBodyBytes }, config)
  await serveMetrics(registry, { server, host: config.host, port: config.metricsPort })
  await serve(server, config)
})
