import { setTimeout as delay } from 'node:timers/promises'
import type { Books } from '../../../local/gateway/books.ts'

/** The played gateway, as buyers and inspectors see it. Their calls are repeated while it is down. */
export interface PlayedPages {
  /** Pays on a payment page. The page may be closed: then nothing happens. */
  pay(page: string): Promise<void>
  readBooks(): Promise<Books>
}

const pauseMs = 100

/** Calls the played gateway of that address until the signal aborts. */
export function openPages(url: string, signal: AbortSignal): PlayedPages {
  async function insist(address: string, method: 'GET' | 'POST'): Promise<Response> {
    for (;;) {
      try {
        return await fetch(address, { method, redirect: 'manual', signal })
      } catch {
        signal.throwIfAborted()
        await delay(pauseMs)
      }
    }
  }

  return {
    async pay(page) {
      await (await insist(`${page}/pay`, 'POST')).arrayBuffer()
    },
    readBooks: async () => (await (await insist(`${url}/control/books`, 'GET')).json()) as Books,
  }
}
