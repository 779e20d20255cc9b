import { join } from 'node:path'
import { bin, parentOf, root } from './config.ts'
import { runMain } from './process/main.ts'
import { buildTools } from './tools/tools.ts'

process.exitCode = await runMain(
  signal => buildTools({ folder: join(root, 'local'), bin, signal, log: console.log }).then(() => 0),
  { printError: console.error, parent: parentOf(process.env) },
)
