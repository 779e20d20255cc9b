import { readDefects } from './defects/defect.ts'
import { checkDefects, checkFit, checkGreen } from './defects/defect-check.ts'

const usage = `npm run defects [-- NAME…]

Applies each test/defects/<name>.patch, or the named ones, to a copy of the working tree and runs the tests in its
"Tests:" line. A "Focus:" line limits the simulation to schedules on that subject. Fails unless the tests are green
without the patch, and an assertion of them fails with it. A patch that does not fit the files fails at once.`

const names = process.argv.slice(2)
const interrupt = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => interrupt.abort(new Error(`Cannot check the other defects: stopped by ${name}`)))

if (names.includes('--help')) console.log(usage)
else await check().catch(reportFailure)

async function check(): Promise<void> {
  const options = { root: process.cwd(), signal: interrupt.signal }
  const defects = readDefects(options.root, names)
  await checkFit(defects, options)
  console.log('running the tests without any defect')
  await checkGreen(defects, options)
  for await (const { caught, line } of checkDefects(defects, options)) {
    console.log(line)
    if (!caught) process.exitCode = 1
  }
}

function reportFailure(error: Error): void {
  console.error(error.message)
  process.exitCode = 1
}
