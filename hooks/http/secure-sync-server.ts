import type { Server } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { HooksConfig } from '../config/hooks.ts'
import { type Certificate, followCertificate, readCertificate } from './certificate.ts'
import { buildSyncServer, type SyncServerOptions } from './sync-server.ts'
import { acceptTokens } from './tokens.ts'

/** The hook server with the certificate and the tokens of the configuration, if there are any; both may change while it runs. */
export function secureSyncServer(
  options: SyncServerOptions,
  { certificates, tokens }: Pick<HooksConfig, 'certificates' | 'tokens'>,
): FastifyInstance {
  const certificate = certificates === undefined ? undefined : readCertificate(certificates)
  const server = buildSyncServer({
    ...options,
    ...(certificate && { certificate }),
    ...(tokens !== undefined && { accept: acceptTokens(tokens, options.now) }),
  })
  if (certificates !== undefined && certificate) renew(server, certificates, certificate)
  return server
}

function renew(server: FastifyInstance, folder: string, served: Certificate): void {
  const tls = server.server as unknown as Server
  const stop = followCertificate(folder, {
    served,
    renew: certificate => {
      tls.setSecureContext(certificate)
      server.log.info('serving a new certificate')
    },
    failed: error => server.log.warn({ err: error }, 'still serving the certificate from before'),
  })
  server.addHook('onClose', async () => stop())
}
