import type { Server } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import { type Certificate, followCertificate } from './certificate.ts'

/**
 * Has a server that speaks TLS serve each new certificate of a folder, until it closes; `served` is the one it began with.
 * What cannot be served is logged, and the one from before stays.
 */
export function renewCertificate(
  server: FastifyInstance,
  { folder, served }: { folder: string; served: Certificate },
): void {
  const tls = server.server as unknown as Server
  const stop = followCertificate(folder, {
    served,
    onChange: certificate => {
      tls.setSecureContext(certificate)
      server.log.info('serving a new certificate')
    },
    onFailure: error => server.log.warn({ err: error }, 'still serving the certificate from before'),
  })
  server.addHook('onClose', async () => stop())
}
