import type { FastifyInstance } from 'fastify'

/**
 * Listens, and on SIGTERM or Ctrl-C stops taking connections, answers what is under way and lets the process end.
 * Rejects with the reason when the address cannot be had.
 */
export async function serve(server: FastifyInstance, address: { host: string; port: number }): Promise<void> {
  const close = () => void server.close()
  let closing = false
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, close)
  server.addHook('preClose', async () => {
    closing = true
  })
  // A connection that is kept for a next request would keep the process for as long.
  server.addHook('onSend', async (_request, reply) => {
    if (closing) reply.header('connection', 'close')
  })
  server.addHook('onClose', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeListener(signal, close)
  })
  await server.listen(address)
}
