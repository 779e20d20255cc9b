import { readFileSync } from 'node:fs'

const file = '/var/run/secrets/kubernetes.io/serviceaccount/namespace'

/** NAMESPACE: the namespace of this program; without it that of the pod. Throws a RangeError that says what it must be. */
export function readOwnNamespace(env: NodeJS.ProcessEnv, { root }: { root: string }): string {
  const text = env['NAMESPACE'] || readText(`${root}${file}`)
  if (/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(text)) return text
  throw new RangeError(`Cannot run in NAMESPACE "${text}": it must be the namespace of this program`)
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
