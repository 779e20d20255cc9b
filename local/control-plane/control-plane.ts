import { mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type CommandResult, run } from '../process/run.ts'
import { Supervisor } from '../process/supervisor.ts'
import { readOrCreateKeys } from './keys.ts'
import { writeKubeconfig } from './kubeconfig.ts'
import { apiServer, apiServerCertificate, type ControlPlanePorts, controllerManager, etcd } from './programs.ts'

/** A running control plane: etcd, kube-apiserver, kube-controller-manager. */
export interface ControlPlane {
  folder: string
  /** https://127.0.0.1:<port> of the API server. */
  url: string
  /** PEM text of the certificate that clients trust. */
  ca: string
  /** Path of the administrator's kubeconfig. */
  kubeconfig: string
  supervisor: Supervisor
  /** Runs kubectl as the administrator; `input` is its standard input. */
  kubectl(args: string[], input?: string): Promise<CommandResult>
  /** Stops every supervised process. */
  stop(): Promise<void>
}

export interface ControlPlaneOptions {
  /**
   * Folder of the data of etcd, the keys, the certificates and the logs. A later start in the same folder continues
   * with them.
   */
  folder: string
  /** Folder of the Go tools. */
  bin: string
  ports: ControlPlanePorts
  /** False in tests only: etcd does not wait for the disk. */
  fsync?: boolean
  /** The API server logs each request in `auditLog(folder)`. */
  audit?: boolean
  /** Aborting it ends the start, or all running processes. */
  signal?: AbortSignal
  log(line: string): void
}

/**
 * Starts the three processes and waits until each is ready. If one fails, it stops the others and throws an error with
 * the end of the log.
 */
export async function startControlPlane({
  folder,
  bin,
  ports,
  fsync = true,
  audit = false,
  signal,
  log,
}: ControlPlaneOptions): Promise<ControlPlane> {
  signal?.throwIfAborted()
  const logs = join(folder, 'logs')
  mkdirSync(logs, { recursive: true })
  const keys = readOrCreateKeys(join(folder, 'keys'))
  const supervisor = new Supervisor({ logs })
  signal?.addEventListener('abort', () => supervisor.stop())
  const layout = { bin, folder, ports }
  const url = `https://127.0.0.1:${ports.apiServer}`
  const kubeconfig = join(folder, 'kubeconfig')
  try {
    log('starting etcd')
    await supervisor.start(etcd(layout, { fsync }))
    log('starting kube-apiserver')
    await supervisor.start(apiServer({ ...layout, audit }, keys))
    const ca = readFileSync(apiServerCertificate(folder), 'utf8')
    writeKubeconfig(kubeconfig, { server: url, ca, user: { token: keys.adminToken } })
    const managersKubeconfig = join(folder, 'keys', 'controller-manager.kubeconfig')
    writeKubeconfig(managersKubeconfig, { server: url, ca, user: { token: keys.controllerManagerToken } })
    log('starting kube-controller-manager')
    await supervisor.start(controllerManager(layout, managersKubeconfig))
    const kubectl: ControlPlane['kubectl'] = (args, input) => {
      const common = [`--kubeconfig=${kubeconfig}`, `--cache-dir=${join(folder, 'kubectl-cache')}`]
      return run(join(bin, 'kubectl'), { args: [...common, ...args], ...(input !== undefined && { input }) })
    }
    return { folder, url, ca, kubeconfig, supervisor, kubectl, stop: () => supervisor.stop() }
  } catch (error) {
    await supervisor.stop()
    throw error
  }
}
