import type { FastifyInstance } from 'fastify'

/**
 * Listens, and on SIGTERM or Ctrl-C stops taking connections, answers what is under way and lets the process end.
 * Rejects with the reason when the address cannot be had.
 */
export async function serve(server: FastifyInstance, address: { host: string; port: number }): Promise<void> {
  const close = () => void server.close()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, close)
  server.addHook('onClose', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.removeListener(signal, close)
  })
  await server.listen(address)
}
