import type { ObjectClient } from '../../kubernetes/object-client.ts'

/** Reference of a hook's token: a key of a Secret, and the scheme of the header. */
export interface TokenRef {
  scheme: string
  namespace: string
  name: string
  key: string
}

const secrets = { apiVersion: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true }

/**
 * Reads the token of a hook, if it has one, as the value of its header: once at the start of the controller, as
 * Metacontroller does. Throws if the Secret or its key does not exist.
 */
export async function readAuthorization(
  token: TokenRef | undefined,
  client: Pick<ObjectClient, 'get'>,
): Promise<{ authorization?: string }> {
  if (token === undefined) return {}
  const { scheme, namespace, name, key } = token
  const secret = await client.get(secrets, { namespace, name })
  const value = (secret['data'] as Record<string, string> | undefined)?.[key]
  if (value === undefined) {
    throw new Error(`Cannot read authorization secret "${namespace}/${name}": it must contain key "${key}"`)
  }
  return { authorization: `${scheme} ${Buffer.from(value, 'base64').toString('utf8').trim()}` }
}
