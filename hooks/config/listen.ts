import type { Level } from 'pino'

/** Where a program listens, and how much it says. */
export interface ListenConfig {
  host: string
  port: number
  logLevel: Level | 'silent'
}

const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

/**
 * HOST (default 0.0.0.0), PORT and LOG_LEVEL (default info), as both programs read them.
 * Throws a RangeError that names the variable and what it must be.
 */
export function readListenConfig(env: NodeJS.ProcessEnv, defaultPort: number): ListenConfig {
  return {
    host: env['HOST'] || '0.0.0.0',
    port: portOf(env['PORT'] || String(defaultPort)),
    logLevel: levelOf(env['LOG_LEVEL'] || 'info'),
  }
}

function portOf(text: string): number {
  const port = Number(text)
  if (/^[0-9]{1,5}$/.test(text) && port <= 65_535) return port
  throw new RangeError(`Cannot listen on PORT "${text}": it must be a number from 0 to 65535`)
}

function levelOf(text: string): ListenConfig['logLevel'] {
  const level = levels.find(name => name === text)
  if (level !== undefined) return level
  throw new RangeError(`Cannot log at LOG_LEVEL "${text}": it must be one of ${levels.join(', ')}`)
}
