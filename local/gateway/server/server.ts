import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { PlayedAnswer, PlayedRequest } from './exchange.ts'

/** An answer, or a cut connection. */
export type Reaction = PlayedAnswer | 'cut'

export interface PlayedServer {
  /** The address, without a slash at its end. */
  url: string
  stop(): Promise<void>
}

/** Serves on 127.0.0.1. Port 0 chooses a free one. */
export async function servePlayed(
  port: number,
  react: (request: PlayedRequest) => Promise<Reaction>,
): Promise<PlayedServer> {
  let url = ''
  const server = createServer((incoming, response) => {
    void readRequest(incoming, url)
      .then(react)
      .then(reaction => answer(response, reaction))
      .catch(() => response.destroy())
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url,
    async stop() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

async function readRequest(incoming: IncomingMessage, origin: string): Promise<PlayedRequest> {
  const { pathname: path, searchParams: query } = new URL(`${origin}${incoming.url}`)
  const body = (await buffer(incoming)).toString()
  return { method: `${incoming.method}`, path, query, headers: incoming.headers, body, origin }
}

function answer(response: ServerResponse, reaction: Reaction): void {
  if (reaction === 'cut') response.destroy()
  else response.writeHead(reaction.status, reaction.headers).end(reaction.body)
}
