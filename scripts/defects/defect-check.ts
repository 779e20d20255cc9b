import { availableParallelism } from 'node:os'
import type { Defect } from './defect.ts'
import { runTests } from './test-run.ts'
import { misfitOf, withPatch, withWorkingCopy } from './working-copy.ts'

/** The result of the check of one defect, with a line to print. */
export interface Verdict {
  caught: boolean
  line: string
}

export interface CheckOptions {
  /** The project; it is read, never changed. */
  root: string
  /** Aborts the run. */
  signal: AbortSignal
}

/** Throws unless every patch fits the files. This is checked first, because the tests take minutes. */
export async function checkFit(defects: Defect[], { root }: CheckOptions): Promise<void> {
  const misfits = await withWorkingCopy(root, async folder => {
    const found = defects.map(async ({ name, patch }) => ({ name, misfit: await misfitOf(patch, folder) }))
    return (await Promise.all(found)).filter(({ misfit }) => misfit !== undefined)
  })
  const faults = misfits.map(
    ({ name, misfit }) => new Error(`Cannot apply defect "${name}": it must fit the files as they are: ${misfit}`),
  )
  if (faults.length > 0) throw new AggregateError(faults, faults.map(({ message }) => message).join('\n'))
}

/** A simulation uses one core. */
const lanes = Math.min(2, availableParallelism())

/** Throws unless every named test is green without a defect: a red test could prove nothing. */
export async function checkGreen(defects: Defect[], { root, signal }: CheckOptions): Promise<void> {
  const tests = [...new Set(defects.flatMap(defect => defect.tests))].sort()
  const results = await withWorkingCopy(root, folder => {
    const runs = range(lanes).map(lane => tests.filter((_, index) => index % lanes === lane))
    return Promise.all(runs.map(some => runTests(some, { folder, signal })))
  })
  const red = results.flat().flatMap(({ file, ok }) => (ok ? [] : [file]))
  if (red.length > 0) throw new Error(`Cannot check the defects: ${quoteAll(red.sort())} must be green without any`)
}

/** Checks defects in two copies of the project at once, and yields their verdicts in order. */
export async function* checkDefects(defects: Defect[], { root, signal }: CheckOptions): AsyncGenerator<Verdict> {
  const verdicts = defects.map(() => Promise.withResolvers<Verdict>())
  const queue = defects.entries()
  const stop = new AbortController()
  const signals = AbortSignal.any([signal, stop.signal])
  const work = range(lanes).map(() =>
    withWorkingCopy(root, async folder => {
      for (const [index, defect] of queue)
        verdicts[index]?.resolve(await checkDefect(defect, { folder, signal: signals }))
    }),
  )
  const failure = Promise.all(work).then(() => new Promise<never>(() => {}))
  try {
    for (const { promise } of verdicts) yield await Promise.race([promise, failure])
  } finally {
    stop.abort(new Error('Cannot check the other defects: the check has stopped'))
    await Promise.allSettled(work)
  }
}

/** Applies a defect to a copy of the project and runs its tests: they must fail by an assertion, and by nothing else. */
async function checkDefect(
  { name, patch, tests, focus }: Defect,
  { folder, signal }: { folder: string; signal: AbortSignal },
): Promise<Verdict> {
  const start = performance.now()
  const results = await withPatch(patch, folder, () => runTests(tests, { folder, signal, focus }))
  const stuck = results.filter(({ ok, failed }) => !ok && failed.length === 0).map(({ file }) => file)
  if (stuck.length > 0) return missedVerdict(`${quoteAll(stuck)} must fail by an assertion, but could not run`)
  const [first, ...others] = results.flatMap(({ file, failed }) =>
    failed.map(assertion => `${file}: ${shorten(assertion)}`),
  )
  if (first === undefined) return missedVerdict(`${quoteAll(tests)} must fail, but stayed green`)
  const more = others.length > 0 ? ` (and ${others.length} more)` : ''
  const seconds = Math.ceil((performance.now() - start) / 1000)
  return { caught: true, line: `caught ${name} in ${seconds} s: ${first}${more}` }

  function missedVerdict(reason: string): Verdict {
    return { caught: false, line: `MISSED ${name}: ${reason}` }
  }
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}

/** Properties put their whole counterexample into the name. */
function shorten(assertion: string): string {
  return assertion.length > 80 ? `${assertion.slice(0, 80)}…` : assertion
}

function quoteAll(tests: string[]): string {
  return tests.map(test => `"${test}"`).join(', ')
}
