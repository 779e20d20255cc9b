import { type ListenConfig, readListenConfig } from './listen.ts'
import { settingOf } from './settings.ts'

/** The configuration of the hook server. */
export interface HooksConfig extends ListenConfig {
  /** Folder of tls.crt and tls.key; without it the server speaks HTTP. */
  certificates?: string
  /** Folder of files, each an accepted token; without it callers need none. */
  tokens?: string
  /** The largest request body. */
  maxBodyBytes: number
}

const mebibyte = 1024 * 1024

/**
 * Reads the settings of the hook server (settings.ts), which has no credentials of its own. Throws a RangeError that names
 * the variable and its rule.
 */
export function readHooksConfig(env: NodeJS.ProcessEnv): HooksConfig {
  const { CERTIFICATES: certificates, TOKENS: tokens } = env
  return {
    ...readListenConfig(env, 8080),
    ...(certificates && { certificates }),
    ...(tokens && { tokens }),
    maxBodyBytes: readMebibytes(settingOf(env, 'MAX_BODY_MEBIBYTES')) * mebibyte,
  }
}

function readMebibytes(text: string): number {
  const mebibytes = Number(text)
  if (/^[0-9]{1,3}$/.test(text) && mebibytes >= 1 && mebibytes <= 512) return mebibytes
  throw new RangeError(`Cannot read requests of MAX_BODY_MEBIBYTES "${text}": it must be a number from 1 to 512`)
}
