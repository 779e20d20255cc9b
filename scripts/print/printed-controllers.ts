import { parseDocument } from 'yaml'
import { chart, helmTemplate } from './helm-template.ts'

const paths = ['conference', 'order'].map(stem => `templates/controllers/${stem}.yaml`)

/**
 * The CompositeControllers of the chart as files: path → text. They are the output of helm without further values and
 * without the labels of a release. Throws if helm is not built.
 */
export function printedControllers(root: string): Map<string, string> {
  return new Map(paths.map(path => [path.replace('templates/controllers', 'metacontroller'), renderController(path)]))

  function renderController(path: string): string {
    const args = ['--set=payments.paypalVerification=off', `--show-only=${path}`]
    const document = parseDocument(helmTemplate(root, { folder: 'metacontroller/', args }))
    document.deleteIn(['metadata', 'labels'])
    const header = `# Printed from ${chart}/${path} by \`npm run print\`: do not edit.\n`
    return header + document.toString({ lineWidth: 0, directives: false }).replace(/^# Source: .*\n/, '')
  }
}
