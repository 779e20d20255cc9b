import { Refusal } from './refusal.ts'

/** Runs what it is given, or makes it wait until it is its turn. */
export type Turnstile = <T>(signal: AbortSignal, run: () => Promise<T>) => Promise<T>

/**
 * Lets so many run at once; the others wait in line, in the order in which they came. Throws a Refusal for what finds
 * the line full, and for what waits in it when its signal aborts.
 */
export function limitConcurrency({ running, waiting }: { running: number; waiting: number }): Turnstile {
  let underWay = 0
  const line: (() => void)[] = []

  function turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (line.length >= waiting || signal.aborted) return reject(tooLong())
      const leave = () => {
        line.splice(line.indexOf(enter), 1)
        reject(tooLong())
      }
      const enter = () => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      line.push(enter)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  return async (signal, run) => {
    if (underWay < running) underWay += 1
    else await turn(signal)
    try {
      return await run()
    } finally {
      const next = line.shift()
      if (next === undefined) underWay -= 1
      else next()
    }
  }
}

function tooLong(): Refusal {
  return new Refusal('unavailable', 'verifying the callback: must be sent again, too many are being verified')
}
