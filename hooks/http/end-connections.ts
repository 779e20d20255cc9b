import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** For how long an answer that is under way may take, once the server closes, in milliseconds. */
const graceMs = 30_000

/**
 * Keeps no connection from ending the process: when the server closes, those without a request under way are destroyed, and
 * all others 30 s later. (server.closeIdleConnections() leaves connections that never sent a request, or sent half of one: a Go
 * client opens some ahead.) To be called before the server listens.
 */
export function endConnections(fastify: FastifyInstance, { grace = graceMs }: { grace?: number } = {}): void {
  const open = new Map<Socket, string>()
  /** The answers that are under way. */
  const busy = new Set<ServerResponse>()
  fastify.server.on('connection', (socket: Socket) => {
    open.set(socket, placeOf(socket))
    socket.once('close', () => open.delete(socket))
  })
  fastify.server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
    busy.add(response)
    response.once('close', () => busy.delete(response))
  })
  let timer: NodeJS.Timeout | undefined
  fastify.addHook('preClose', async () => {
    const places = new Set([...busy].map(({ req }) => placeOf(req.socket)))
    for (const [socket, place] of open) if (!places.has(place)) socket.destroy()
    timer = setTimeout(() => {
      for (const socket of open.keys()) socket.destroy()
    }, grace)
  })
  fastify.addHook('onClose', async () => clearTimeout(timer))
}

// With TLS a request comes from another socket object than the connection did, from the same place.
function placeOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}
