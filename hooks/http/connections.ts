import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { FastifyInstance } from 'fastify'

/** One connection of a server, and its use so far. */
export interface Connection {
  socket: Socket
  /** Requests whose head has arrived, and whose answer is not complete yet. */
  underWay: Set<IncomingMessage>
  /** Whether it has ever carried a request. */
  isUsed: boolean
}

/**
 * The open connections of a server, the oldest first; call it before the server listens. Node.js reports neither the
 * connections that never sent a request, nor those in the middle of one.
 */
export function trackConnections(server: EventEmitter): ReadonlySet<Connection> {
  const open = new Set<Connection>()
  // With TLS, the socket of a request is another object than that of its connection, with the same remote address and port.
  const byPlace = new Map<string, Connection>()
  server.on('connection', (socket: Socket) => {
    const place = placeOf(socket)
    const connection = { socket, underWay: new Set<IncomingMessage>(), isUsed: false }
    open.add(connection)
    byPlace.set(place, connection)
    socket.once('close', () => {
      open.delete(connection)
      // A new connection may have the same address and port before the event of the old one arrives.
      if (byPlace.get(place) === connection) byPlace.delete(place)
    })
  })
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = byPlace.get(placeOf(request.socket))
    if (connection === undefined) return
    connection.isUsed = true
    connection.underWay.add(request)
    response.once('close', () => connection.underWay.delete(request))
  })
  return open
}

function placeOf({ remoteAddress, remotePort }: Socket): string {
  return `${remoteAddress} ${remotePort}`
}

/** The largest number of connections at once: far more than Metacontroller, an ingress or Prometheus open. */
const maxConnections = 1_000

/** The time until a reached limit is logged again. */
const quietMs = 60_000

/**
 * Bounds the number of connections of a server. At the limit, a new connection replaces an idle one. The new one is closed
 * only if every other connection has a complete request under way. So connections that send nothing, or slowly, block nobody.
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
 * The oldest connection without any request so far; otherwise the oldest between two requests; otherwise the oldest whose
 * request is still arriving.
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

/** The longest time for an answer that is under way when the server closes. */
const defaultGraceMs = 30_000

/**
 * Ends all connections of a closing server, so that none keeps the process alive: at once if no request is under way, all
 * others 30 s later. server.closeIdleConnections() is not enough: it skips connections that have sent no request or only half
 * of one, and a Go client opens connections in advance.
 */
export function endConnections(
  fastify: FastifyInstance,
  { open, graceMs = defaultGraceMs }: { open: ReadonlySet<Connection>; graceMs?: number },
): void {
  let timer: NodeJS.Timeout | undefined
  fastify.addHook('preClose', async () => {
    for (const { socket, underWay } of open) if (underWay.size === 0) socket.destroy()
    timer = setTimeout(() => {
      for (const { socket } of open) socket.destroy()
    }, graceMs)
  })
  fastify.addHook('onClose', async () => clearTimeout(timer))
}
