import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'

/** A change that breaks a promise, and the tests that have to notice it. */
export interface Defect {
  name: string
  /** Absolute path of the patch. */
  patch: string
  /** Test files, as its `Tests:` lines list them. */
  tests: string[]
  /** Subject of the schedules that the simulation plays, from the `Focus:` line; all schedules if undefined. */
  focus?: string
}

/** The defects of test/defects/, or the named ones. Throws if there are none, or if a named one does not exist. */
export function readDefects(root: string, names: string[]): Defect[] {
  const defects = globSync('test/defects/*.patch', { cwd: root })
    .sort()
    .map(path => readDefect(join(root, path)))
  if (defects.length === 0) throw new Error('Cannot read "test/defects/": it must hold at least one patch')
  const unknown = names.find(name => !defects.some(defect => defect.name === name))
  if (unknown !== undefined) {
    throw new Error(
      `Cannot find defect "${unknown}": it must be one of ${defects.map(defect => defect.name).join(', ')}`,
    )
  }
  return names.length === 0 ? defects : defects.filter(defect => names.includes(defect.name))
}

function readDefect(patch: string): Defect {
  const [header = ''] = readFileSync(patch, 'utf8').split(/^(?:diff --git|---) /m)
  const tests = [...header.matchAll(/^Tests: *(.*)$/gm)]
    .flatMap(([, list = '']) => list.split(/[\s,]+/))
    .filter(Boolean)
  if (tests.length === 0)
    throw new Error(`Cannot read "${patch}": it must name its tests before the patch, as "Tests: <file>"`)
  const [, focus] = /^Focus: *(.+?) *$/m.exec(header) ?? []
  return { name: basename(patch, '.patch'), patch, tests, ...(focus !== undefined && { focus }) }
}
