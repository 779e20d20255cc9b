import type { FastifyInstance } from 'fastify'
import type { Connection } from './track-connections.ts'

/** The longest time for an answer that is under way when the server closes. */
const defaultGraceMs = 30_000

/**
 * Ends all connections of a closing server, so that none keeps the process alive: those without a request under way at
 * once, all others 30 s later. server.closeIdleConnections() is not enough: it skips connections that have sent no request
 * or half of one, and a Go client opens some ahead.
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
