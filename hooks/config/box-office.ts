import { hostname } from 'node:os'
import { readKubeconfigPath } from './kubeconfig.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'
import { readOwnNamespace } from './own-namespace.ts'

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

/**
 * The settings of the box office: HOST, PORT (default 8081, health only), METRICS_PORT, LOG_LEVEL, DRAIN_SECONDS,
 * KUBECONFIG, NAMESPACE (default that of the pod), SHARDS (1 to 16, default 1) and IDENTITY (default the name of the host
 * and the number of the process). Throws a RangeError that names the variable and what it must be.
 */
export function readBoxOfficeConfig(env: NodeJS.ProcessEnv, { root = '' } = {}): BoxOfficeConfig {
  return {
    ...readListenConfig(env, 8081),
    ...readKubeconfigPath(env),
    namespace: readOwnNamespace(env, { root }),
    shards: shardsOf(env['SHARDS'] || '1'),
    identity: env['IDENTITY'] || `${hostname()}_${process.pid}`,
  }
}

function shardsOf(text: string): number {
  const shards = Number(text)
  if (/^[0-9]{1,2}$/.test(text) && shards >= 1 && shards <= 16) return shards
  throw new RangeError(`Cannot share conferences among SHARDS "${text}": it must be a number from 1 to 16`)
}
