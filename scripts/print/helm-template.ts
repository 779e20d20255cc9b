import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The chart's folder, from the root. */
export const chart = 'charts/kconference'

/** What helm renders of the chart of a root as the release kconference. `folder` is what is being printed; throws when helm is not built. */
export function helmTemplate(root: string, { folder, args }: { folder: string; args: string[] }): string {
  const helm = join(root, '.local', 'bin', 'helm')
  if (!existsSync(helm)) {
    throw new Error(`Cannot print ${folder} with ".local/bin/helm": it must be built first; run "npm run build"`)
  }
  const command = ['template', 'kconference', chart, '--namespace=kconference-system', ...args]
  return execFileSync(helm, command, { cwd: root, encoding: 'utf8' })
}
