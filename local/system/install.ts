import { join } from 'node:path'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { type CommandResult, run } from '../process/run.ts'

/** Namespace and release name of the chart. */
export const release = { name: 'kconference', namespace: 'kconference-system' }

/** Namespace and ServiceAccount of the engine; on a cluster, Metacontroller's own chart creates both. */
export const engineAccount = { name: 'metacontroller', namespace: 'metacontroller' }

export interface InstallOptions {
  /** Root of the project. */
  root: string
  /** Folder of the Go tools. */
  bin: string
  /** Folder or package of the chart; that of the project if absent. */
  chart?: string
  /** Base URL that the engine calls. */
  hooksUrl: string
  /** Further values of the chart. */
  values?: object
}

/**
 * Installs the CRDs and the account of the engine, then the chart with helm. It can be repeated. Throws with the output
 * of the command that failed.
 */
export async function install(
  { kubectl, kubeconfig, folder }: Pick<ControlPlane, 'kubectl' | 'kubeconfig' | 'folder'>,
  { root, bin, hooksUrl, chart = join(root, 'charts', 'kconference'), values: further }: InstallOptions,
): Promise<void> {
  const crds = join(root, 'local', 'crds')
  check('apply the CRDs of the engine', await kubectl(['apply', '--server-side', `--filename=${crds}`]))
  check('apply the namespaces', await kubectl(['apply', '--filename=-'], JSON.stringify(accounts)))
  check('wait for the CRDs of the engine', await kubectl(['wait', '--for=condition=Established', `--filename=${crds}`]))
  check('forget unfinished releases', await kubectl(unfinishedReleases))
  const values = { 'hooks.url': hooksUrl, 'payments.paypalVerification': 'off' }
  const args = [
    'upgrade',
    '--install',
    release.name,
    chart,
    `--namespace=${release.namespace}`,
    `--kubeconfig=${kubeconfig}`,
    ...Object.entries(values).map(([name, value]) => `--set-string=${name}=${value}`),
    ...(further ? ['--values=-'] : []),
  ]
  const home = join(folder, 'helm')
  const env = { HOME: home, HELM_CACHE_HOME: home, HELM_CONFIG_HOME: home, HELM_DATA_HOME: home }
  check('install the chart', await run(join(bin, 'helm'), { args, env, input: JSON.stringify(further ?? '') }))
}

/** The record of an interrupted installation would block helm from every later one. */
const unfinishedReleases = [
  'delete',
  'secret',
  `--namespace=${release.namespace}`,
  '--selector=owner=helm,status in (pending-install,pending-upgrade,pending-rollback,failed)',
]

const accounts = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: release.namespace } },
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: engineAccount.namespace } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: engineAccount },
  ],
}

function check(attempt: string, { code, stdout, stderr }: CommandResult): void {
  const printed = `${stdout}${stderr}`.trimEnd()
  if (code !== 0)
    throw new Error(`Cannot finish step "${attempt}": it must succeed, but ended with code ${code}:\n${printed}`)
}
