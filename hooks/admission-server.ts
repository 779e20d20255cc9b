import { readAdmissionConfig } from './config/admission.ts'
import { runProgram } from './config/run-program.ts'
import { buildAdmissionServer } from './http/admission/server.ts'
import { serveMetrics } from './http/metrics-server.ts'
import { serve } from './http/serve.ts'
import { connectOffers } from './kube/client.ts'
import { readCredentials } from './kube/credentials.ts'
import { createRegistry } from './metrics/registry.ts'

await runProgram(async () => {
  const config = readAdmissionConfig(process.env)
  const offers = connectOffers(readCredentials(config))
  const { certificates, logLevel, host, metricsPort: port } = config
  const registry = createRegistry()
  const server = buildAdmissionServer({ offers, certificates, logger: { level: logLevel }, registry })
  await serveMetrics(registry, { server, host, port })
  await serve(server, config)
})
