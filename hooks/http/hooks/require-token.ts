import type { FastifyInstance } from 'fastify'
import { logSync } from './log.ts'
import type { TokenCheck } from './tokens.ts'

/** Asks who calls a hook for a token (RFC 6750), before the body is read. Probes are not asked. */
export function requireToken(server: FastifyInstance, isAccepted: TokenCheck): void {
  server.addHook('onRequest', async (request, reply) => {
    if (request.routeOptions.config.call === undefined) return
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
    if (token !== undefined && isAccepted(token)) return
    const error = `Cannot call "${request.url}": the header Authorization must hold an accepted token`
    logSync(request, 'unauthorized', { error })
    // The rest of the request is not read: the connection ends.
    await reply.code(401).header('www-authenticate', 'Bearer').header('connection', 'close').send({ error })
  })
}
