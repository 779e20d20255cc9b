import { readPaymentsConfig } from './config/payments.ts'
import { buildPaymentServer } from './http/payment-server.ts'
import { runProgram } from './http/run-program.ts'
import { serve } from './http/serve.ts'
import { connectKube } from './kube/client.ts'
import { readCredentials } from './kube/credentials.ts'

await runProgram(async () => {
  const config = readPaymentsConfig(process.env)
  const kube = connectKube(readCredentials(config))
  const server = buildPaymentServer({ ...config, kube, logger: { level: config.logLevel } })
  for (const warning of config.warnings) server.log.warn(warning)
  await serve(server, config)
})
