import type { FastifyInstance } from 'fastify'
import type { HooksConfig } from '../../config/hooks.ts'
import { readCertificate, renewCertificate } from '../certificate.ts'
import { buildSyncServer, type SyncServerOptions } from './server.ts'
import { acceptTokens } from './tokens.ts'

/** The hook server with the configured certificate and tokens, if any. Both may change while it runs. */
export function secureSyncServer(
  options: SyncServerOptions,
  { certificates, tokens }: Pick<HooksConfig, 'certificates' | 'tokens'>,
): FastifyInstance {
  const certificate = certificates === undefined ? undefined : readCertificate(certificates)
  const server = buildSyncServer({
    ...options,
    ...(certificate && { certificate }),
    ...(tokens !== undefined && { isAccepted: acceptTokens(tokens, options.now) }),
  })
  if (certificates !== undefined && certificate) {
    renewCertificate(server, { folder: certificates, served: certificate })
  }
  return server
}
