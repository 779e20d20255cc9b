import type { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Connection } from './open-connections.ts'

/** The most connections a server has at once: many more than Metacontroller, an ingress or Prometheus open. */
const maxConnections = 1_000

/** A limit that is reached is logged once in so many milliseconds. */
const quietMs = 60_000

/**
 * Bounds how many connections a server has. At the limit a new one takes the place of one that does nothing, and is closed
 * itself only if all others are being answered. So connections that send nothing, or slowly, keep nobody out.
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
    log.warn({ most: limit }, 'closing connections, there are too many')
    quiet = setTimeout(() => {
      quiet = undefined
    }, quietMs).unref()
  })
}

/** The oldest connection that never sent a request; else the oldest that waits for its next one; else the oldest that sends one. */
function dispensableSocket(open: ReadonlySet<Connection>, arrived: Socket): Socket | undefined {
  const oldest: (Socket | undefined)[] = []
  for (const { socket, underWay, isUsed } of open) {
    if (socket === arrived || socket.destroyed || [...underWay].some(({ complete }) => complete)) continue
    const kind = underWay.size > 0 ? 2 : Number(isUsed)
    oldest[kind] ??= socket
  }
  return oldest.find(socket => socket !== undefined)
}
