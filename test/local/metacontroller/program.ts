import { pino } from 'pino'
import t from 'tap'
import { usage } from '../../../local/metacontroller/config.ts'
import type { EngineOptions, RunningEngine } from '../../../local/metacontroller/engine.ts'
import { type Host, runProgram } from '../../../local/metacontroller/program.ts'

function host(args: string[], start: (options: EngineOptions) => Promise<RunningEngine>) {
  const printed: string[] = []
  const exits: number[] = []
  const exited = Promise.withResolvers<void>()
  const asked: (() => void)[] = []
  const whole: Host = {
    args,
    start,
    print: text => printed.push(text),
    log: pino({ base: null, timestamp: false }, { write: line => printed.push(JSON.parse(line).msg) }),
    exit: code => {
      exits.push(code)
      exited.resolve()
    },
    onTerminate: action => asked.push(action),
  }
  return { whole, printed, exits, exited: exited.promise, terminate: () => asked[0]?.() }
}

const running = async () => ({ stop: async () => {} })

t.test('with --help it prints the usage and starts nothing', async t => {
  const { whole, printed, exits } = host(['--help'], () => Promise.reject(new Error('started')))
  await runProgram(whole)
  t.strictSame([printed, exits], [[usage], []])
})

t.test('a fault of the command line is logged, exit 1', async t => {
  const { whole, printed, exits } = host([], running)
  await runProgram(whole)
  t.strictSame(exits, [1])
  t.match(printed[0], 'Cannot start without --kubeconfig: it must be the path of a kubeconfig file')
})

t.test('the engine gets the options; when terminated, it stops, exit 0', async t => {
  let stopped = false
  let given: EngineOptions | undefined
  const { whole, exits, exited, terminate } = host(['--kubeconfig=/k'], async options => {
    given = options
    return {
      async stop() {
        stopped = true
      },
    }
  })
  await runProgram(whole)
  t.match(given, { kubeconfig: '/k', workers: 5 })
  terminate()
  await exited
  t.strictSame([stopped, exits], [true, [0]])
})

t.test('an engine that does not stop is left behind after a while, exit 0', async t => {
  const { whole, exits, exited, terminate } = host(['--kubeconfig=/k'], async () => ({
    stop: () => new Promise(() => {}),
  }))
  await runProgram(whole)
  terminate()
  await exited
  t.strictSame(exits, [0])
})

t.test('a fatal answer ends it, exit 2', async t => {
  const { whole, exits, printed } = host(['--kubeconfig=/k'], async options => {
    options.fatal(new Error('children must not hold null'))
    return running()
  })
  await runProgram(whole)
  t.strictSame([exits, printed], [[2], ['ending, as Metacontroller does: children must not hold null']])
})

t.test('a kubeconfig that cannot be read is logged by the real engine, exit 1', async t => {
  const { start: _, ...whole } = host(['--kubeconfig=/nowhere/kubeconfig'], running).whole
  const codes: number[] = []
  await runProgram({ ...whole, exit: code => codes.push(code) })
  t.strictSame(codes, [1])
})
