import type { FastifyInstance } from 'fastify'
import type { HooksConfig } from '../config/hooks.ts'
import { readCertificate, renewCertificate } from './certificate.ts'
import { buildSyncServer, type SyncServerOptions } from './sync-server.ts'
import { acceptTokens } from './tokens.ts'

/** The hook server with the certificate and the tokens of the configuration, if there are any; both may change while it runs. */
export function secureSyncServer(
  options: SyncServerOptions,
  { tls: files, tokensFolder }: Pick<HooksConfig, 'tls' | 'tokensFolder'>,
): FastifyInstance {
  const certificate = files && readCertificate(files)
  const server = buildSyncServer({
    ...options,
    ...(certificate && { certificate }),
    ...(tokensFolder && { accept: acceptTokens(tokensFolder, options.now) }),
  })
  if (files && certificate) renewCertificate(server, { files, current: certificate })
  return server
}
