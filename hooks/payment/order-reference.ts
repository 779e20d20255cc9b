import type { ObjectKey } from '../kube/api.ts'
import { quote } from './body/field.ts'
import { Refusal } from './refusal.ts'

/** The order that a message names, by namespace and name. */
export interface OrderReference extends ObjectKey {
  /** Whether the message names the conference too. Otherwise other conferences may have an order of that name. */
  namesConference: boolean
}

/**
 * Reads "order" or "namespace/order"; the default is the namespace of the path. Undefined if no order can have the
 * name.
 */
export function readOrderReference(text: string, namespace: string): OrderReference | undefined {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?'
  const [, given, name = ''] = new RegExp(`^(?:(${label})/)?((?:${label}\\.)*${label})$`).exec(text) ?? []
  if (name === '' || name.length > 55) return undefined
  return { namespace: given ?? namespace, name, namesConference: given !== undefined }
}

/** Like readOrderReference, for a text that must name an order. Throws a Refusal that names the field. */
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
 * Throws a Refusal if the order is in another namespace than that of the path. If the message names no namespace, the paid
 * account must be the conference's own: another conference with the same account could have an order of that name.
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
