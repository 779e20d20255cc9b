import { type ListenConfig, readListenConfig } from './listen.ts'
import { settingOf } from './settings.ts'

/** What the hook server is told by its environment. */
export interface HooksConfig extends ListenConfig {
  /** Folder of tls.crt and tls.key; without it the server speaks HTTP. */
  certificates?: string
  /** Folder of files, each a token that is accepted; without it nothing is asked for. */
  tokens?: string
  /** The largest request it reads. */
  maxBodyBytes: number
}

const mebibyte = 1024 * 1024

/**
 * The settings of the hook server (settings.ts). It has no credentials of its own. Throws a RangeError that names the
 * variable and what it must be.
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
