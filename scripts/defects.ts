import { parseArgs } from 'node:util'
import { type Defect, readDefects } from './defects/defect.ts'
import { type CheckOptions, checkDefects, checkFit, checkGreen } from './defects/defect-check.ts'

const usage = `npm run defects [-- NAME…] [-- --fit | --green]

Applies each test/defects/<name>.patch, or the named ones, to a copy of the working tree and runs the tests in its
"Tests:" line. A "Focus:" line limits the simulation to schedules on that subject. Fails unless the tests are green
without the patch, and an assertion of them fails with it. A patch that does not fit the files fails at once.

--fit    checks only whether every patch fits the files (seconds)
--green  does not run the tests without a patch: "npm test" has just passed`

const interrupt = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => interrupt.abort(new Error(`Cannot check the other defects: stopped by ${name}`)))

await run().catch(reportFailure)

async function run(): Promise<void> {
  const { positionals, values } = readArguments(process.argv.slice(2))
  if (values.help) return console.log(usage)
  const options = { root: process.cwd(), signal: interrupt.signal }
  const defects = readDefects(options.root, positionals)
  await checkFit(defects, options)
  if (values.fit) return console.log(`every patch fits the files: ${defects.length}`)
  if (!values.green) {
    console.log('running the tests without any defect')
    await checkGreen(defects, options)
  }
  await check(defects, options)
}

function readArguments(args: string[]) {
  const flag = { type: 'boolean' } as const
  try {
    return parseArgs({ args, allowPositionals: true, options: { help: flag, fit: flag, green: flag } })
  } catch (cause) {
    const fault = 'they must be names of patches, --fit, --green or --help'
    throw new Error(`Cannot read the arguments "${args.join(' ')}": ${fault}`, { cause })
  }
}

async function check(defects: Defect[], options: CheckOptions): Promise<void> {
  const missed: string[] = []
  for await (const { caught, line } of checkDefects(defects, options)) {
    console.log(line)
    if (!caught) missed.push(line)
  }
  if (missed.length === 0) return
  const sum = `Cannot accept the tests: ${missed.length} of ${defects.length} defects went unnoticed; make a test fail for each:`
  console.error([sum, ...missed].join('\n'))
  process.exitCode = 1
}

function reportFailure(error: Error): void {
  console.error(error.message)
  process.exitCode = 1
}
