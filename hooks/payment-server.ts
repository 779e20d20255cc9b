import { readPaymentsConfig } from './config/payments.ts'
import { runProgram } from './config/run-program.ts'
import { serveMetrics } from './http/metrics-server.ts'
import { buildPaymentServer } from './http/payments/server.ts'
import { serve } from './http/serve.ts'
import { connectKube } from './kube/client.ts'
import { readCredentials } from './kube/credentials.ts'
import { createRegistry } from './metrics/registry.ts'

await runProgram(async () => {
  const config = readPaymentsConfig(process.env)
  const kube = connectKube(readCredentials(config))
  const registry = createRegistry()
  const logger = { level: config.logLevel }
  const server = buildPaymentServer({ ...config, kube, logger, registry })
  const ending = new AbortController()
  server.addHook('onClose', async () => ending.abort())
  for (const warning of config.warnings) server.log.warn(warning)
  await serveMetrics(registry, { server, host: config.host, port: config.metricsPort })
  await serve(server, config)
  // A watch keeps the process alive, so it starts after the server listens.
  await kube.followOrders({ signal: ending.signal, log: server.log })
})
