import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Answers 404 to a POST on an unknown path before its body is read, and calls `onRefusal`: a caller with the wrong path
 * repeats its call for ever, and nothing else would show it. `expected` lists the known paths for the message.
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
