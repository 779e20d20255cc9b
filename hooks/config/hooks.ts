import { type ListenConfig, readListenConfig } from './listen.ts'

/** What the hook server is told by its environment. */
export interface HooksConfig extends ListenConfig {
  /** Folder of tls.crt and tls.key; without it the server speaks HTTP. */
  certificates?: string
  /** Folder of files, each a token that is accepted; without it nothing is asked for. */
  tokens?: string
}

/**
 * The settings of the hook server: HOST, PORT (default 8080), METRICS_PORT, LOG_LEVEL, DRAIN_SECONDS, CERTIFICATES and
 * TOKENS. It has no credentials of its own. Throws a RangeError that names the variable and what it must be.
 */
export function readHooksConfig(env: NodeJS.ProcessEnv): HooksConfig {
  const { CERTIFICATES: certificates, TOKENS: tokens } = env
  return { ...readListenConfig(env, 8080), ...(certificates && { certificates }), ...(tokens && { tokens }) }
}
