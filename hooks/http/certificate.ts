import { readFileSync, watch } from 'node:fs'
import { join } from 'node:path'
import type { Server } from 'node:tls'
import type { FastifyInstance } from 'fastify'

/** A certificate and its key, as PEM. */
export interface Certificate {
  cert: Buffer
  key: Buffer
}

/**
 * Reads tls.crt and tls.key of a folder, the names in a Secret of type kubernetes.io/tls. Throws if one does not exist.
 */
export function readCertificate(folder: string): Certificate {
  try {
    return { cert: readFileSync(join(folder, 'tls.crt')), key: readFileSync(join(folder, 'tls.key')) }
  } catch (cause) {
    throw new Error(`Cannot read the certificate in "${folder}": it must hold tls.crt and tls.key`, { cause })
  }
}

/**
 * Reads the certificate again after each change of the folder, and calls `onChange` if it differs from the served one. If
 * `onChange` throws, because only one of the two files is new, `onFailure` is called and the old certificate is kept. The
 * kubelet replaces both files at once by renaming a link in the folder (Kubernetes: Secrets, updates of mounted Secrets).
 * Returns a function that ends the watch.
 */
export function followCertificate(
  folder: string,
  of: { served: Certificate; onChange: (certificate: Certificate) => void; onFailure: (error: unknown) => void },
): () => void {
  let { served } = of
  function checkFolder(): void {
    try {
      const found = readCertificate(folder)
      if (found.cert.equals(served.cert) && found.key.equals(served.key)) return
      of.onChange(found)
      served = found
    } catch (error) {
      of.onFailure(error)
    }
  }
  const watcher = watch(folder, checkFolder)
  // The folder may have changed after `served` was read and before the watch began.
  checkFolder()
  return () => watcher.close()
}

/**
 * Serves each new certificate of a folder on a TLS server, until the server closes; `served` is its first certificate. An
 * unusable certificate is logged, and the server keeps the previous one.
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
    onFailure: error => server.log.warn({ err: error }, 'still serving the previous certificate'),
  })
  server.addHook('onClose', async () => stop())
}
