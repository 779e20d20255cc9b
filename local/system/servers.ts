import { join } from 'node:path'
import type { Program, Ready } from '../process/child.ts'
import { waitForAnswer } from '../process/probe.ts'
import { release } from './install.ts'

export interface ServerOptions {
  /** Root of the project. */
  root: string
  port: number
}

/** The hook server. This is its whole environment: it has no credentials and needs none. */
export function hookServer({ root, port }: ServerOptions): Program {
  return {
    name: 'hooks',
    command: process.execPath,
    args: [join(root, 'hooks', 'sync-server.ts')],
    env: usualEnvironment(port),
    ready: readyzOf(port),
  }
}

/**
 * The box office, with the rights of its ServiceAccount. Each box office of a system has a name of its own, and its
 * Leases bear that name: a process that was killed and started again has them back at once.
 */
export function boxOfficeServer({
  root,
  port,
  kubeconfig,
  name = 'box-office',
}: ServerOptions & { kubeconfig: string; name?: string | undefined }): Program {
  return {
    name,
    command: process.execPath,
    // The arguments of the chart.
    args: ['--max-semi-space-size=8', '--heap-growing-percent=30', join(root, 'hooks', 'box-office.ts')],
    env: {
      ...usualEnvironment(port),
      KUBECONFIG: kubeconfig,
      NAMESPACE: release.namespace,
      IDENTITY: name,
    },
    ready: readyzOf(port),
  }
}

/**
 * The payment endpoint, with the rights of its ServiceAccount. It does not ask the gateway whether a callback is
 * genuine.
 */
export function paymentServer({ root, port, kubeconfig }: ServerOptions & { kubeconfig: string }): Program {
  return {
    name: 'payments',
    command: process.execPath,
    args: [join(root, 'hooks', 'payment-server.ts')],
    env: {
      ...usualEnvironment(port),
      PAYPAL_VERIFICATION: 'off',
      KUBECONFIG: kubeconfig,
      NAMESPACE: release.namespace,
    },
    ready: readyzOf(port),
  }
}

/**
 * The admission webhook, with the rights of its ServiceAccount and the certificate in a folder. `ca` is the PEM text of
 * the authority that signed it.
 */
export function admissionServer({
  root,
  port,
  kubeconfig,
  certificates,
  ca,
}: ServerOptions & { kubeconfig: string; certificates: string; ca: string }): Program {
  return {
    name: 'admission',
    command: process.execPath,
    args: [join(root, 'hooks', 'admission-server.ts')],
    env: {
      ...usualEnvironment(port),
      CERTIFICATES: certificates,
      KUBECONFIG: kubeconfig,
    },
    ready: ({ signal }) => waitForAnswer(`https://127.0.0.1:${port}/readyz`, { signal, ca: () => ca }),
  }
}

/** The settings that all programs have on one machine; any free port serves the metrics. */
export function usualEnvironment(port: number): Record<string, string> {
  return { HOST: '127.0.0.1', PORT: String(port), METRICS_PORT: '0', LOG_LEVEL: 'info' }
}

/** A server is ready when its /readyz answers. */
export function readyzOf(port: number): Ready {
  return ({ signal }) => waitForAnswer(`http://127.0.0.1:${port}/readyz`, { signal })
}
