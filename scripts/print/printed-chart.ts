import { execFileSync } from 'node:child_process'
import { existsSync, globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { parseDocument } from 'yaml'

/** The chart's folder, from the root. */
export const chart = 'charts/kconference'

/**
 * The output of helm for the chart under a root, as the release kconference. `folder` names the printed files in the
 * error that is thrown if helm is not built.
 */
export function helmTemplate(root: string, { folder, args }: { folder: string; args: string[] }): string {
  const helm = join(root, '.local', 'bin', 'helm')
  if (!existsSync(helm)) {
    throw new Error(`Cannot print ${folder} with ".local/bin/helm": it must be built first; run "npm run build"`)
  }
  const command = ['template', 'kconference', chart, '--namespace=kconference-system', ...args]
  return execFileSync(helm, command, { cwd: root, encoding: 'utf8' })
}

const controllerPaths = ['conference', 'order'].map(stem => `templates/controllers/${stem}.yaml`)

/**
 * The CompositeControllers of the chart as files: path → text. They are the output of helm without further values and
 * without the labels of a release. Throws if helm is not built.
 */
export function printedControllers(root: string): Map<string, string> {
  return new Map(
    controllerPaths.map(path => [path.replace('templates/controllers', 'metacontroller'), renderController(path)]),
  )

  function renderController(path: string): string {
    const args = ['--set=payments.paypalVerification=off', `--show-only=${path}`]
    const document = parseDocument(helmTemplate(root, { folder: 'metacontroller/', args }))
    document.deleteIn(['metadata', 'labels'])
    const header = `# Printed from ${chart}/${path} by \`npm run print\`: do not edit.\n`
    return header + document.toString({ lineWidth: 0, directives: false }).replace(/^# Source: .*\n/, '')
  }
}

const renderings = 'test/fixtures/charts'

/**
 * The output of the chart for each set of values in ci/ and examples/, as files: path → text. They show every change of a
 * template, line by line. The CRDs are left out, because they have files of their own. Throws if helm is not built.
 */
export function printedRenderings(root: string): Map<string, string> {
  const sets = globSync(`${chart}/{ci,examples}/*-values.yaml`, { cwd: root }).sort()
  return new Map(sets.map(values => [`${renderings}/${basename(values).replace('-values', '')}`, renderChart(values)]))

  function renderChart(values: string): string {
    const header = `# Printed from ${chart} with ${values} by \`npm run print\`: do not edit.\n`
    const args = [`--values=${values}`, '--set=crds.enabled=false']
    const text = helmTemplate(root, { folder: `${renderings}/`, args })
    return header + text.replace(/^---\n/, '').replace(/[ \t]+$/gm, '')
  }
}
