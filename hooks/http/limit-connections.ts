import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Connection } from './track-connections.ts'

/** The largest number of connections at once: far more than Metacontroller, an ingress or Prometheus open. */
const maxConnections = 1_000

/** The time until a reached limit is logged again. */
const quietMs = 60_000

/**
 * Bounds the number of connections of a server. At the limit, a new connection replaces an idle one; it is closed itself
 * only if every other has a complete request under way. So connections that send nothing, or slowly, block nobody.
 */
export function limitConnections(
  { server, log }: { server: EventEmitter; log: Pick<FastifyInstance['log'], 'warn'> },
  { open, limit = maxConnections }: { open: ReadonlySet<Connection>; limit?: number },
): void {
  let quiet: NodeJS.Timeout | undefined
  server.on('connection', (socket: Socket) => {
    if (open.size <= limit) return
    const place = dispensableSocket(open, socket) ?? socket
    place.destroy()
    if (quiet !== undefined) return
    log.warn({ most: limit }, 'too many connections: closing some')
    quiet = setTimeout(() => {
      quiet = undefined
    }, quietMs).unref()
  })
}

/**
 * The oldest connection without any request so far; else the oldest between two requests; else the oldest that sends
 * one.
 */
function dispensableSocket(open: ReadonlySet<Connection>, arrived: Socket): Socket | undefined {
  const oldest: (Socket | undefined)[] = []
  for (const { socket, underWay, isUsed } of open) {
    if (socket === arrived || socket.destroyed || [...underWay].some(({ complete }) => complete)) continue
    const kind = underWay.size > 0 ? 2 : Number(isUsed)
    oldest[kind] ??= socket
  }
  return oldest.find(socket => socket !== undefined)
}
