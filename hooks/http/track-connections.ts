import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

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
