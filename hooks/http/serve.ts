import type { FastifyInstance } from 'fastify'
import { endConnections } from './end-connections.ts'
import { limitConnections } from './limit-connections.ts'
import { trackConnections } from './open-connections.ts'

const signals = ['SIGTERM', 'SIGINT'] as const

/** Where to listen, and how long to go on after being told to end, in milliseconds. */
export interface ServeOptions {
  host: string
  port: number
  drainMs: number
}

/**
 * Listens until SIGTERM or Ctrl-C. Then it is not ready, and for `drainMs`, in which Kubernetes takes it out of its
 * Services, goes on answering, each connection for the last time. After that it stops taking connections, answers what
 * is under way, for 30 s at most, and lets the process end. A second signal ends it at once. Rejects with the reason when the address
 * cannot be had.
 */
export async function serve(server: FastifyInstance, { drainMs, ...address }: ServeOptions): Promise<void> {
  const drain = () => {
    server.draining = true
    server.log.info({ drainMs }, 'draining')
    setTimeout(() => void server.close(), drainMs)
  }
  for (const signal of signals) process.once(signal, drain)
  const open = trackConnections(server.server)
  endConnections(server, { open })
  limitConnections(server, { open })
  server.addHook('preClose', async () => {
    server.draining = true
  })
  // A connection that is kept for a next request would keep the process for as long.
  server.addHook('onSend', async (_request, reply) => {
    if (server.draining) reply.header('connection', 'close')
  })
  server.addHook('onClose', async () => {
    for (const signal of signals) process.removeListener(signal, drain)
  })
  try {
    await server.listen(address)
  } catch (error) {
    await server.close()
    throw error
  }
}
