import { readDefects } from './defects/defect.ts'
import { checkDefects, checkFit, checkGreen } from './defects/defect-check.ts'

const usage = `npm run defects [-- NAME…]

Applies each test/defects/<name>.patch, or those named, to a copy of the working tree and runs the tests that its
"Tests:" line lists; the simulation plays only schedules that are about what its "Focus:" line names, if it has one. Fails
unless an assertion of them fails with it, and all of them are green without. A patch that does not fit the files as they
are is told of at once.`

const names = process.argv.slice(2)
const interrupt = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const)
  process.once(name, () => interrupt.abort(new Error(`Cannot check the other defects: stopped by ${name}`)))

if (names.includes('--help')) console.log(usage)
else await check().catch(failed)

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

function failed(error: Error): void {
  console.error(error.message)
  process.exitCode = 1
}
