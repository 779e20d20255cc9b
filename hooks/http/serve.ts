import type { FastifyInstance } from 'fastify'
import { endConnections, limitConnections, trackConnections } from './connections.ts'

const signals = ['SIGTERM', 'SIGINT'] as const

/** The address to listen on, and the time between the signal to end and the close of the server. */
export interface ServeOptions {
  host: string
  port: number
  drainMs: number
  /** The largest number of connections at once; limitConnections has a default. */
  maxConnections?: number
}

/**
 * Listens until SIGTERM or Ctrl-C. Then the server drains: it is no longer ready, but still answers for `drainMs`, and closes
 * each connection after its next answer, while Kubernetes removes the pod from its Services. After that it accepts no
 * connections, finishes the answers under way within 30 s, and lets the process end. A second signal ends the process at
 * once. Rejects if the address is not available.
 */
export async function serve(server: FastifyInstance, options: ServeOptions): Promise<void> {
  const { drainMs, maxConnections, host, port } = options
  const drain = () => {
    server.draining = true
    server.log.info({ drainMs }, 'draining')
    setTimeout(() => void server.close(), drainMs)
  }
  for (const signal of signals) process.once(signal, drain)
  const open = trackConnections(server.server)
  endConnections(server, { open })
  limitConnections(server, { open, ...(maxConnections !== undefined && { limit: maxConnections }) })
  server.addHook('preClose', async () => {
    server.draining = true
  })
  // A connection kept open for a next request would keep the process alive too.
  server.addHook('onSend', async (_request, reply) => {
    if (server.draining) reply.header('connection', 'close')
  })
  server.addHook('onClose', async () => {
    for (const signal of signals) process.removeListener(signal, drain)
  })
  try {
    await server.listen({ host, port })
  } catch (error) {
    await server.close()
    throw error
  }
}
