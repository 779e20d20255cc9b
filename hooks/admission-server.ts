import { readAdmissionConfig } from './config/admission.ts'
import { buildAdmissionServer } from './http/admission-server.ts'
import { runProgram } from './http/run-program.ts'
import { serve } from './http/serve.ts'
import { readCredentials } from './kube/credentials.ts'
import { connectOffers } from './kube/offers.ts'

await runProgram(async () => {
  const config = readAdmissionConfig(process.env)
  const offers = connectOffers(readCredentials(config))
  const { certificates, logLevel } = config
  await serve(buildAdmissionServer({ offers, certificates, logger: { level: logLevel } }), config)
})
