import { type ListenConfig, readListenConfig } from './listen.ts'

/** The settings of the hook server: HOST, PORT (default 8080), METRICS_PORT, LOG_LEVEL, DRAIN_SECONDS. It needs no others, and no credentials. */
export function readHooksConfig(env: NodeJS.ProcessEnv): ListenConfig {
  return readListenConfig(env, 8080)
}
