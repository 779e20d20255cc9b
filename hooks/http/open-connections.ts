import type { EventEmitter } from 'node:events'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

/** One connection of a server, and what it is used for. */
export interface Connection {
  socket: Socket
  /** Requests whose head has come, and whose answer is not sent yet. */
  underWay: Set<IncomingMessage>
  /** Whether a request has ever come through it. */
  isUsed: boolean
}

/**
 * The connections of a server, the oldest first. To be called before the server listens. (The server itself tells neither
 * which connections have never sent a request, nor which are in the middle of one.)
 */
export function trackConnections(server: EventEmitter): ReadonlySet<Connection> {
  const open = new Set<Connection>()
  // With TLS a request comes from another socket object than the connection did, from the same place.
  const byPlace = new Map<string, Connection>()
  server.on('connection', (socket: Socket) => {
    const place = placeOf(socket)
    const connection = { socket, underWay: new Set<IncomingMessage>(), isUsed: false }
    open.add(connection)
    byPlace.set(place, connection)
    socket.once('close', () => {
      open.delete(connection)
      // Its place may have been taken by a new connection before this one was told of its end.
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
