import { readFileSync, watch } from 'node:fs'
import { join } from 'node:path'

/** PEM of a certificate and of its key. */
export interface Certificate {
  cert: Buffer
  key: Buffer
}

/** tls.crt and tls.key of a folder, the names of a Secret of type kubernetes.io/tls. Throws one sentence when one is not there. */
export function readCertificate(folder: string): Certificate {
  try {
    return { cert: readFileSync(join(folder, 'tls.crt')), key: readFileSync(join(folder, 'tls.key')) }
  } catch (cause) {
    throw new Error(`Cannot read the certificate in "${folder}": it must hold tls.crt and tls.key`, { cause })
  }
}

/**
 * Reads it again whenever something in the folder changes, until what it answers is called, and renews what is served if it
 * is another one. Between two files of which one is written and the other is not yet, `renew` throws: what was before stays,
 * and `failed` is told. The kubelet replaces both at once by renaming a link in the folder (Kubernetes: Secrets, updates of
 * mounted Secrets).
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
  // It may have changed since it was read.
  checkFolder()
  return () => watcher.close()
}
