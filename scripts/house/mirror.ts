import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files that only connect others: they have no branches, no test of their own, and few lines. */
const mains = [
  'hooks/sync-server.ts',
  'hooks/payment-server.ts',
  'hooks/admission-server.ts',
  'hooks/box-office.ts',
  'hooks/cashier.ts',
  'hooks/shop-server.ts',
  'hooks/conference-backup.ts',
  'hooks/conference-report.ts',
  'hooks/explain-order.ts',
  'hooks/hand-back.ts',
  'hooks/shop-keys.ts',
  'local/build.ts',
  'local/start.ts',
  'local/demo.ts',
  'local/gateway/main.ts',
  'local/metacontroller/main.ts',
  'bench/bench.ts',
]
/**
 * Files directly in bench/ and in bench/sale/ have tests of their own; its other folders only measure other processes,
 * and test/e2e/bench/ runs them.
 */
const mirroredFiles = ['hooks/**/*.ts', 'local/**/*.ts', 'bench/*.ts', 'bench/sale/*.ts']
const mainLines = 25
const ignoreComment = /\b(?:c8|v8|istanbul) ignore\b|\bnode:coverage\b/

/**
 * One sentence per file of hooks/, local/ or bench/ without a test of its own or with a comment that hides it from
 * coverage, per main that is too long, and per test that mirrors no file. `map` is the coverage map of tap: it returns
 * the file that a test covers, or null for a test that covers none.
 */
export function mirrorFaults(root: string, map: (test: string) => string | null): string[] {
  const files = globSync(mirroredFiles, { cwd: root }).sort()
  const tests = globSync('test/**/*.ts', { cwd: root, exclude: ['test/fixtures/**'] }).sort()
  const mirrored = new Map(tests.map(test => [map(test), test]))
  const sources = new Set(globSync([...mirroredFiles, 'scripts/**/*.ts'], { cwd: root }))
  return [
    ...files.filter(file => !mains.includes(file) && !mirrored.has(file)).map(missingTestFault),
    ...files.filter(file => ignoreComment.test(text(file))).map(coverageFault),
    ...mains.filter(main => files.includes(main) && lines(main) >= mainLines).map(mainFault),
    ...tests.filter(test => !sources.has(map(test) ?? '') && map(test) !== null).map(strayTestFault),
  ]

  function text(file: string): string {
    return readFileSync(join(root, file), 'utf8')
  }

  function lines(file: string): number {
    return text(file).trimEnd().split('\n').length
  }
}

function missingTestFault(file: string): string {
  return `Cannot accept "${file}": it must have a test of its own, "test/${file.replace(/^hooks\//, '')}"`
}

function coverageFault(file: string): string {
  return `Cannot accept "${file}": it must not contain a comment that hides it from coverage`
}

function mainFault(file: string): string {
  return `Cannot accept "${file}": it must have less than ${mainLines} lines; move its decisions to a file with a test`
}

function strayTestFault(test: string): string {
  return `Cannot accept "${test}": it must mirror a file that exists`
}
