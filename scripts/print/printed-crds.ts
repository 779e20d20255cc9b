import { globSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { customResourceDefinition } from './definition.ts'
import { kinds } from './kinds.ts'

const root = join(import.meta.dirname, '..', '..')

/** The CRDs as files: path → text. The chart has its own copy, because helm packages only files inside its folder. */
export function printedCrds(): Map<string, string> {
  const files = new Map<string, string>()
  for (const kind of kinds) {
    const stem = kind.kind.toLowerCase()
    // SeatPool is of seat-pool.ts.
    const file = kind.kind.replaceAll(/(?<=[a-z])[A-Z]/g, capital => `-${capital}`).toLowerCase()
    const [source] = globSync(`hooks/schema/**/${file}.ts`, { cwd: root })
    const header = `# Printed from ${source} by \`npm run print\`: do not edit.\n`
    const text = header + stringify(customResourceDefinition(kind), { lineWidth: 0, aliasDuplicateObjects: false })
    files.set(`crds/${stem}.yaml`, text)
    files.set(`charts/kconference/files/crds/${stem}.yaml`, text)
  }
  return files
}
