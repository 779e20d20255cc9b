import type { ObjectKey } from '../kube/api.ts'
import { quote } from './body/field.ts'
import { Refusal } from './refusal.ts'

/** The order that a message names. */
export interface OrderReference extends ObjectKey {
  /** Whether the message names the conference too, so that no other one has an order of that name. */
  namesConference: boolean
}

/** Reads "order" or "namespace/order"; without a namespace it is that of the path. Undefined for what can be no order. */
export function readOrderReference(text: string, namespace: string): OrderReference | undefined {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?'
  const [, said, name = ''] = new RegExp(`^(?:(${label})/)?((?:${label}\\.)*${label})$`).exec(text) ?? []
  if (name === '' || name.length > 55) return undefined
  return { namespace: said ?? namespace, name, namesConference: said !== undefined }
}

/** The same of what must name an order. Throws a Refusal that names the field. */
export function requireOrderReference(
  text: string,
  { field, namespace }: { field: string; namespace: string },
): OrderReference {
  const reference = readOrderReference(text, namespace)
  if (reference !== undefined) return reference
  throw new Refusal(
    'malformed',
    `Cannot read ${field} ${quote(text)}: it must be the name of an order, or namespace/order`,
  )
}

/**
 * Throws a Refusal when the order is said to be in another namespace than that of the path, or when it is named without a
 * namespace and the account that was paid is not the conference's own: each conference with that account could have an
 * order of the name.
 */
export function requireConference(
  { namespace, name, namesConference }: OrderReference,
  { path, isShared }: { path: string; isShared: boolean },
): void {
  if (namespace !== path) {
    throw new Refusal(
      'foreign',
      `Cannot find order ${quote(`${namespace}/${name}`)}: it must be in namespace "${path}"`,
    )
  }
  if (namesConference || !isShared) return
  throw new Refusal(
    'foreign',
    `Cannot find order ${quote(name)}: it must be named ${quote(`${path}/${name}`)}, because the account is not the conference's own`,
  )
}
