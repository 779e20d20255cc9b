import { availableParallelism } from 'node:os'
import type { Defect } from './defect.ts'
import { runTests } from './test-run.ts'
import { applyPatch, misfitOf, withWorkingCopy } from './working-copy.ts'

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

/** Throws unless every named test is green without a defect: a red test could prove nothing. */
export async function checkGreen(defects: Defect[], { root, signal }: CheckOptions): Promise<void> {
  const tests = [...new Set(defects.flatMap(defect => defect.tests))].sort()
  const results = await withWorkingCopy(root, folder => runTests(tests, { folder, signal }))
  const red = tests.filter(test => !results.some(({ file, ok }) => ok && file === test))
  if (red.length > 0) throw new Error(`Cannot check the defects: ${quoteAll(red)} must be green without any`)
}

/** A simulation uses one core. */
const atOnce = Math.min(2, availableParallelism())

/** Checks defects, two at a time, and yields their verdicts in order. */
export async function* checkDefects(defects: Defect[], options: CheckOptions): AsyncGenerator<Verdict> {
  const checks: Promise<Verdict>[] = []
  try {
    for (const defect of defects) {
      checks.push(checkDefect(defect, options))
      const first = checks.length < atOnce ? undefined : checks.shift()
      if (first !== undefined) yield await first
    }
    for (const check of checks) yield await check
  } finally {
    // The signal stops the other checks, which then remove their copies.
    await Promise.allSettled(checks)
  }
}

/**
 * Applies a defect to a copy of the project and runs its tests: they must fail by an assertion, and by nothing else.
 */
async function checkDefect({ name, patch, tests, focus }: Defect, { root, signal }: CheckOptions): Promise<Verdict> {
  return withWorkingCopy(root, async folder => {
    await applyPatch(patch, folder)
    const start = performance.now()
    const results = await runTests(tests, { folder, signal, focus })
    const broken = tests.filter(
      test => !results.some(({ file, ok, failed }) => file === test && (ok || failed.length > 0)),
    )
    if (broken.length > 0) return missedVerdict(`${quoteAll(broken)} must fail by an assertion, but could not run`)
    const [first, ...others] = results.flatMap(({ file, failed }) =>
      failed.map(assertion => `${file}: ${shorten(assertion)}`),
    )
    if (first === undefined) return missedVerdict(`${quoteAll(tests)} must fail, but stayed green`)
    const more = others.length > 0 ? ` (and ${others.length} more)` : ''
    const seconds = Math.ceil((performance.now() - start) / 1000)
    return { caught: true, line: `caught ${name} in ${seconds} s: ${first}${more}` }
  })

  function missedVerdict(reason: string): Verdict {
    return { caught: false, line: `MISSED ${name}: ${reason}` }
  }
}

/** Properties put their whole counterexample into the name. */
function shorten(assertion: string): string {
  return assertion.length > 80 ? `${assertion.slice(0, 80)}…` : assertion
}

function quoteAll(tests: string[]): string {
  return tests.map(test => `"${test}"`).join(', ')
}
