import { pino } from 'pino'
import { readHooksConfig } from './config/hooks.ts'
import { runProgram } from './http/run-program.ts'
import { serve } from './http/serve.ts'
import { buildSyncServer } from './http/sync-server.ts'

await runProgram(async () => {
  const config = readHooksConfig(process.env)
  const logger = pino({ level: config.logLevel })
  await serve(buildSyncServer({ now: Date.now, logger }), config)
})
