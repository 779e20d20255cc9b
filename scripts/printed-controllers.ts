import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parseDocument } from 'yaml'

const chart = 'charts/kconference'
const release = 'kconference'
const paths = ['conference', 'plan', 'order'].map(stem => `templates/controllers/${stem}.yaml`)

/**
 * The CompositeControllers of the chart as files: path → text. They are what helm renders without further values, less
 * the labels of a release. Throws when helm is not built.
 */
export function printedControllers(root: string): Map<string, string> {
  const helm = join(root, '.local', 'bin', 'helm')
  if (!existsSync(helm)) {
    throw new Error('Printing metacontroller/ with ".local/bin/helm": must be built first, run "npm run build"')
  }
  return new Map(paths.map(path => [path.replace('templates/controllers', 'metacontroller'), rendered(path)]))

  function rendered(path: string): string {
    const values = ['--namespace=kconference-system', '--set=payments.paypalVerification=off', `--show-only=${path}`]
    const text = execFileSync(helm, ['template', release, chart, ...values], { cwd: root, encoding: 'utf8' })
    const document = parseDocument(text)
    document.deleteIn(['metadata', 'labels'])
    const header = `# Printed from ${chart}/${path} by \`npm run print\`: do not edit.\n`
    return header + document.toString({ lineWidth: 0, directives: false }).replace(/^# Source: .*\n/, '')
  }
}
