import type { Level } from 'pino'
import { settingOf } from './settings.ts'

/** The addresses, the log level and the shutdown of a program. */
export interface ListenConfig {
  host: string
  port: number
  metricsPort: number
  /** The time between the signal to end and the close of the server. */
  drainMs: number
  logLevel: Level | 'silent'
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * Reads HOST, PORT, METRICS_PORT, LOG_LEVEL and DRAIN_SECONDS, the settings of all programs (settings.ts). Throws a
 * RangeError that names the variable and its rule.
 */
export function readListenConfig(env: NodeJS.ProcessEnv, defaultPort: number): ListenConfig {
  return {
    host: settingOf(env, 'HOST'),
    port: readPort('PORT', env['PORT'] || String(defaultPort)),
    metricsPort: readPort('METRICS_PORT', settingOf(env, 'METRICS_PORT')),
    drainMs: readSeconds(settingOf(env, 'DRAIN_SECONDS')) * 1000,
    logLevel: readLevel(settingOf(env, 'LOG_LEVEL')),
  }
}

function readPort(name: string, text: string): number {
  const port = Number(text)
  if (/^[0-9]{1,5}$/.test(text) && port <= 65_535) return port
  throw new RangeError(`Cannot listen on ${name} "${text}": it must be a number from 0 to 65535`)
}

function readSeconds(text: string): number {
  const seconds = Number(text)
  if (/^[0-9]{1,3}$/.test(text) && seconds <= 300) return seconds
  throw new RangeError(`Cannot drain for DRAIN_SECONDS "${text}": it must be a number from 0 to 300`)
}

function readLevel(text: string): ListenConfig['logLevel'] {
  const level = levels.find(name => name === text)
  if (level !== undefined) return level
  throw new RangeError(`Cannot log at LOG_LEVEL "${text}": it must be one of ${levels.join(', ')}`)
}
