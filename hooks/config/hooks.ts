import { type ListenConfig, readListenConfig } from './listen.ts'

/** What the hook server is told by its environment. */
export interface HooksConfig extends ListenConfig {
  /** Paths of a certificate and its key, both PEM; without them it speaks HTTP. */
  tls?: CertificateFiles
  /** A folder of files, each a token that is accepted; without it nothing is asked for. */
  tokensFolder?: string
}

export interface CertificateFiles {
  certFile: string
  keyFile: string
}

/**
 * The settings of the hook server: HOST, PORT (default 8080), METRICS_PORT, LOG_LEVEL, DRAIN_SECONDS, TLS_CERT_FILE with
 * TLS_KEY_FILE, and TOKENS_FOLDER. It has no credentials of its own. Throws a RangeError that names the variable and
 * what it must be.
 */
export function readHooksConfig(env: NodeJS.ProcessEnv): HooksConfig {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile, TOKENS_FOLDER: tokensFolder } = env
  if (!certFile !== !keyFile) {
    throw new RangeError(
      `Cannot speak TLS with TLS_CERT_FILE "${certFile ?? ''}" and TLS_KEY_FILE "${keyFile ?? ''}": it must be both or neither`,
    )
  }
  return {
    ...readListenConfig(env, 8080),
    ...(certFile && keyFile && { tls: { certFile, keyFile } }),
    ...(tokensFolder && { tokensFolder }),
  }
}
