import { hostname } from 'node:os'
import { readKubeconfigPath } from './kubeconfig.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'
import { readOwnNamespace } from './own-namespace.ts'
import { settingOf } from './settings.ts'

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
 * The settings of the box office (settings.ts). Throws a RangeError that names the variable and what it must be.
 */
export function readBoxOfficeConfig(env: NodeJS.ProcessEnv, { root = '' } = {}): BoxOfficeConfig {
  return {
    ...readListenConfig(env, 8081),
    ...readKubeconfigPath(env),
    namespace: readOwnNamespace(env, { root }),
    shards: readShards(settingOf(env, 'SHARDS')),
    identity: env['IDENTITY'] || `${hostname()}_${process.pid}`,
  }
}

function readShards(text: string): number {
  const shards = Number(text)
  if (/^[0-9]{1,2}$/.test(text) && shards >= 1 && shards <= 16) return shards
  throw new RangeError(`Cannot share conferences among SHARDS "${text}": it must be a number from 1 to 16`)
}
