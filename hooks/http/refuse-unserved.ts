import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Answers 404 to a POST on an unknown path before its body is read, and calls `onRefusal`. A caller with the wrong path retries
 * for ever, and nothing else would show that. `expected` lists the known paths for the message.
 */
export function refuseUnserved(
  server: FastifyInstance,
  { expected, onRefusal }: { expected: string; onRefusal: (request: FastifyRequest, error: string) => void },
): void {
  server.addHook('onRequest', async (request, reply) => {
    if (!request.is404 || request.method !== 'POST') return
    const error = `Cannot serve POST "${request.url.slice(0, 64)}": it must be ${expected}`
    onRefusal(request, error)
    return reply.code(404).header('connection', 'close').send({ error })
  })
}
