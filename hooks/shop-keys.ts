import { runProgram } from './config/run-program.ts'
import { runShopKeys } from './shop-keys/command.ts'

await runProgram(() =>
  runShopKeys({
    argv: process.argv.slice(2),
    input: process.stdin,
    print: text => void process.stdout.write(text),
  }),
)
