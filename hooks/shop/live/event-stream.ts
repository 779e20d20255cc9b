import { Readable } from 'node:stream'

/** An event for the script of a page (HTML: server-sent events). `data` has one line. */
export interface PageEvent {
  id: string
  name: string
  data: string
}

/** The events for one open page. */
export interface EventStream {
  /** The body of the answer. */
  body: Readable
  send(event: PageEvent): void
  /** Keeps proxies from closing a quiet connection. */
  beat(): void
  end(): void
  isEnded(): boolean
  onEnd(listener: () => void): void
}

/** The bytes that a page may leave unread. A slower page is disconnected; it connects again, and gets the present state. */
const mostUnreadBytes = 256 * 1024

/** `retryMs` is the time after which the browser connects again. */
export function createEventStream({ retryMs }: { retryMs: number }): EventStream {
  const body = new Readable({ read() {} })

  function write(text: string): void {
    if (body.destroyed || body.readableEnded) return
    body.push(text)
    if (body.readableLength > mostUnreadBytes) body.destroy()
  }

  write(`retry: ${retryMs}\n\n`)
  return {
    body,
    send: ({ id, name, data }) => write(`id: ${id}\nevent: ${name}\ndata: ${data}\n\n`),
    beat: () => write(':\n\n'),
    end() {
      if (!body.destroyed) body.push(null)
    },
    isEnded: () => body.destroyed || body.readableEnded,
    onEnd: listener => void body.once('close', listener),
  }
}
