import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { chart, helmTemplate } from './helm-template.ts'

const folder = 'test/fixtures/charts'

/**
 * What the chart renders with each of its sets of values in ci/, as files: path → text. A change of a template shows
 * there, line by line. The CRDs are left out, they are printed on their own. Throws when helm is not built.
 */
export function printedRenderings(root: string): Map<string, string> {
  const sets = readdirSync(join(root, chart, 'ci')).filter(file => file.endsWith('-values.yaml'))
  return new Map(sets.sort().map(file => [`${folder}/${file.replace('-values', '')}`, rendered(`${chart}/ci/${file}`)]))

  function rendered(values: string): string {
    const header = `# Printed from ${chart} with ${values} by \`npm run print\`: do not edit.\n`
    const args = [`--values=${values}`, '--set=crds.enabled=false']
    const text = helmTemplate(root, { folder: `${folder}/`, args })
    return header + text.replace(/^---\n/, '').replace(/[ \t]+$/gm, '')
  }
}
