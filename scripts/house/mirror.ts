import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The files that only wire others together: no branches, no test of their own, and so this short. */
const mains = [
  'hooks/sync-server.ts',
  'hooks/payment-server.ts',
  'hooks/admission-server.ts',
  'hooks/box-office.ts',
  'hooks/conference-backup.ts',
  'hooks/explain-order.ts',
  'hooks/hand-back.ts',
  'local/build.ts',
  'local/start.ts',
  'local/demo.ts',
  'local/metacontroller/main.ts',
  'bench/bench.ts',
]
/** Of bench/ what lies in no folder: the folders only measure what other processes do, and test/e2e/bench*.ts run them. */
const mirroredFiles = ['hooks/**/*.ts', 'local/**/*.ts', 'bench/*.ts']
const mainLines = 25
const ignoreComment = /\b(?:c8|v8|istanbul) ignore\b|\bnode:coverage\b/

/**
 * One sentence per file of hooks/, local/ or bench/ without a test of its own or with a comment that hides it from coverage, per
 * main that is too long, and per test that mirrors nothing. `map` says which file a test covers, as tap asks it: null for
 * a test that counts for no file.
 */
export function mirrorFaults(root: string, map: (test: string) => string | null): string[] {
  const files = globSync(mirroredFiles, { cwd: root }).sort()
  const tests = globSync('test/**/*.ts', { cwd: root, exclude: ['test/fixtures/**'] }).sort()
  const mirrored = new Map(tests.map(test => [map(test), test]))
  const sources = new Set(globSync([...mirroredFiles, 'scripts/**/*.ts'], { cwd: root }))
  return [
    ...files.filter(file => !mains.includes(file) && !mirrored.has(file)).map(unmirrored),
    ...files.filter(file => ignoreComment.test(text(file))).map(hidden),
    ...mains.filter(main => files.includes(main) && lines(main) >= mainLines).map(long),
    ...tests.filter(test => !sources.has(map(test) ?? '') && map(test) !== null).map(stray),
  ]

  function text(file: string): string {
    return readFileSync(join(root, file), 'utf8')
  }

  function lines(file: string): number {
    return text(file).trimEnd().split('\n').length
  }
}

function unmirrored(file: string): string {
  return `Cannot accept "${file}": it must have a test of its own, "test/${file.replace(/^hooks\//, '')}"`
}

function hidden(file: string): string {
  return `Cannot accept "${file}": it must hold no comment that hides it from coverage`
}

function long(file: string): string {
  return `Cannot accept "${file}": it must have less than ${mainLines} lines; move what it decides to a file with a test`
}

function stray(test: string): string {
  return `Cannot accept "${test}": it must mirror a file, and there is none for it to test`
}
