import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { chart, helmTemplate } from './helm-template.ts'

const folder = 'test/fixtures/charts'

/**
 * The output of the chart for each set of values in ci/, as files: path → text. They show every change of a template,
 * line by line. The CRDs are left out, because they have files of their own. Throws if helm is not built.
 */
export function printedRenderings(root: string): Map<string, string> {
  const sets = readdirSync(join(root, chart, 'ci')).filter(file => file.endsWith('-values.yaml'))
  return new Map(
    sets.sort().map(file => [`${folder}/${file.replace('-values', '')}`, renderChart(`${chart}/ci/${file}`)]),
  )

  function renderChart(values: string): string {
    const header = `# Printed from ${chart} with ${values} by \`npm run print\`: do not edit.\n`
    const args = [`--values=${values}`, '--set=crds.enabled=false']
    const text = helmTemplate(root, { folder: `${folder}/`, args })
    return header + text.replace(/^---\n/, '').replace(/[ \t]+$/gm, '')
  }
}
