import { parentOf } from '../local/config.ts'
import { runMain } from '../local/process/main.ts'
import { bench } from './parts/command.ts'

process.exitCode = await runMain(
  signal => bench({ env: process.env, argv: process.argv.slice(2), signal, log: console.log }),
  { printError: console.error, parent: parentOf(process.env) },
)
