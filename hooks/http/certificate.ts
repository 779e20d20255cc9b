import { readFileSync } from 'node:fs'
import type { Server as TlsServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { CertificateFiles } from '../config/hooks.ts'

/** A certificate with its chain, and its key, both PEM. */
export interface Certificate {
  cert: string
  key: string
}

/** Throws with the path when a file cannot be read. */
export function readCertificate({ certFile, keyFile }: CertificateFiles): Certificate {
  return { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') }
}

/**
 * Looks every minute whether the files of a server's certificate have changed, as Kubernetes renews what it mounts, and
 * uses the new one for new connections. What cannot be used is logged, and the old one kept.
 */
export function renewCertificate(
  server: FastifyInstance,
  { files, current, every = 60_000 }: { files: CertificateFiles; current: Certificate; every?: number },
): void {
  let used = current
  const timer = setInterval(() => {
    try {
      const found = readCertificate(files)
      if (found.cert === used.cert && found.key === used.key) return
      const tls = server.server as unknown as TlsServer
      tls.setSecureContext(found)
      used = found
      server.log.info({ certFile: files.certFile }, 'certificate renewed')
    } catch (error) {
      server.log.error({ err: error, certFile: files.certFile }, 'certificate not renewed')
    }
  }, every)
  timer.unref()
  server.addHook('onClose', async () => clearInterval(timer))
}
