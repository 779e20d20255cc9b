import { parentOf } from './config.ts'
import { demo } from './demo/demo.ts'
import { runMain } from './process/main.ts'

process.exitCode = await runMain(
  signal => demo({ env: process.env, argv: process.argv.slice(2), signal, log: console.log }),
  { printError: console.error, parent: parentOf(process.env) },
)
