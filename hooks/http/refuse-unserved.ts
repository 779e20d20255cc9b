import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Answers 404 to a POST that nobody serves, before its body is read, and has it noted: somebody who calls the wrong path goes
 * on for ever, and otherwise nothing would show it. `served` says what is served.
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
