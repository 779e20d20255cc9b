import process from 'node:process'
import { destination, pino } from 'pino'
import { runProgram } from './program.ts'

await runProgram({
  args: process.argv.slice(2),
  print: text => process.stdout.write(text),
  log: pino({ name: 'metacontroller', level: 'info' }, destination({ dest: 1, sync: true })),
  exit: code => process.exit(code),
  onTerminate: action => process.on('SIGTERM', action).on('SIGINT', action),
})
