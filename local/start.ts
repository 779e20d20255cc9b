import { parentOf } from './config.ts'
import { runMain } from './process/main.ts'
import { start } from './session/start.ts'

process.exitCode = await runMain(
  signal => start({ env: process.env, argv: process.argv.slice(2), signal, log: console.log }),
  { printError: console.error, parent: parentOf(process.env) },
)
