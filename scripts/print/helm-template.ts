import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

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
