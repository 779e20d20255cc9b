import type { FastifyInstance } from 'fastify'
import type { Connection } from './open-connections.ts'

/** For how long an answer that is under way may take, once the server closes, in milliseconds. */
const defaultGraceMs = 30_000

/**
 * Keeps no connection from ending the process: when the server closes, those without a request under way are destroyed, and
 * all others 30 s later. (server.closeIdleConnections() leaves connections that never sent a request, or sent half of one: a Go
 * client opens some ahead.)
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
