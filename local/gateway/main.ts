import { parentOf } from '../config.ts'
import { runMain } from '../process/main.ts'
import { runGateway } from './program.ts'

process.exitCode = await runMain(
  signal => runGateway({ args: process.argv.slice(2), signal, log: line => process.stdout.write(`${line}\n`) }),
  { printError: line => process.stderr.write(`${line}\n`), parent: parentOf(process.env) },
)
