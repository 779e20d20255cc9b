import { readPaymentsConfig } from './config/payments.ts'
import { buildPaymentServer } from './http/payment-server.ts'
import { serve } from './http/serve.ts'
import { connectKube } from './kube/client.ts'
import { readCredentials } from './kube/credentials.ts'

try {
  const { host, port, logLevel, instance, ...credentials } = readPaymentsConfig(process.env)
  const kube = connectKube(readCredentials(credentials))
  const server = buildPaymentServer({ kube, instance, logger: { level: logLevel } })
  server.log.warn('PAYPAL_VERIFICATION is off: whoever reaches this port can report payments')
  await serve(server, { host, port })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
