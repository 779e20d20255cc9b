import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { readKubeconfigPath } from './kubeconfig.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'

/** What the box office is told by its environment. */
export interface BoxOfficeConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** Its own namespace, in which its Leases are. */
  namespace: string
  /** How many processes share the conferences. */
  shards: number
  /** What it is called in a Lease, unlike any other process that lives. */
  identity: string
}

const namespaceFile = '/var/run/secrets/kubernetes.io/serviceaccount/namespace'

/**
 * The settings of the box office: HOST, PORT (default 8081, health only), METRICS_PORT, LOG_LEVEL, DRAIN_SECONDS,
 * KUBECONFIG, NAMESPACE (default that of the pod), SHARDS (1 to 16, default 1) and IDENTITY (default the name of the host
 * and the number of the process). Throws a RangeError that names the variable and what it must be.
 */
export function readBoxOfficeConfig(env: NodeJS.ProcessEnv, { root = '' } = {}): BoxOfficeConfig {
  return {
    ...readListenConfig(env, 8081),
    ...readKubeconfigPath(env),
    namespace: namespaceOf(env['NAMESPACE'] || readNamespace(`${root}${namespaceFile}`)),
    shards: shardsOf(env['SHARDS'] || '1'),
    identity: env['IDENTITY'] || `${hostname()}_${process.pid}`,
  }
}

function readNamespace(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

function namespaceOf(text: string): string {
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text
  throw new RangeError(`Cannot keep Leases in NAMESPACE "${text}": it must be the namespace of this program`)
}

function shardsOf(text: string): number {
  const shards = Number(text)
  if (/^[0-9]{1,2}$/.test(text) && shards >= 1 && shards <= 16) return shards
  throw new RangeError(`Cannot share conferences among SHARDS "${text}": it must be a number from 1 to 16`)
}
