import { hostname } from 'node:os'
import { readKubeconfigPath, readOwnNamespace } from './kubernetes.ts'
import { type ListenConfig, readListenConfig } from './listen.ts'
import { settingOf } from './settings.ts'

/** The configuration of the box office. */
export interface BoxOfficeConfig extends ListenConfig {
  /** Path of a kubeconfig; without it the pod's ServiceAccount is used. */
  kubeconfig?: string
  /** The namespace of the box office, which holds its Leases. */
  namespace: string
  /** The number of processes that share the conferences. */
  shards: number
  /** The holder name in its Leases, unique among all running processes. */
  identity: string
  /** The most Events about orders per second; 0 writes none. */
  eventsPerSecond: number
}

/** Reads the settings of the box office (settings.ts). Throws a RangeError that names the variable and its rule. */
export function readBoxOfficeConfig(env: NodeJS.ProcessEnv, { root = '' } = {}): BoxOfficeConfig {
  return {
    ...readListenConfig(env, 8081),
    ...readKubeconfigPath(env),
    namespace: readOwnNamespace(env, { root }),
    shards: readShards(settingOf(env, 'SHARDS')),
    identity: env['IDENTITY'] || `${hostname()}_${process.pid}`,
    eventsPerSecond: readEventsPerSecond(settingOf(env, 'EVENTS_PER_SECOND')),
  }
}

function readShards(text: string): number {
  const shards = Number(text)
  if (/^[0-9]{1,2}$/.test(text) && shards >= 1 && shards <= 16) return shards
  throw new RangeError(`Cannot share conferences among SHARDS "${text}": it must be a number from 1 to 16`)
}

function readEventsPerSecond(text: string): number {
  if (/^[0-9]{1,3}$/.test(text)) return Number(text)
  throw new RangeError(`Cannot use EVENTS_PER_SECOND "${text}": it must be a number from 0 to 999`)
}
