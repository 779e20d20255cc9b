import { Refusal } from '../refusal.ts'

/** A field of a callback. A number keeps the digits that were sent; every field of a form is a string. */
export interface Field {
  name: string
  value: string
  type: 'string' | 'number' | 'other'
}

const printable = /^[\x20-\x7e]*$/

/**
 * The value of the field of that name, undefined if the callback has none. Throws a Refusal that names the field if it
 * occurs twice, has another type, or holds anything but printable ASCII.
 */
export function readField(fields: Field[], name: string, types: Field['type'][] = ['string']): string | undefined {
  const value = readText(fields, name, types)
  if (value === undefined || printable.test(value)) return value
  throw new Refusal('malformed', `Cannot read ${name}: it must be printable ASCII`)
}

/** Like readField, for a field that may hold any characters. */
export function readText(fields: Field[], name: string, types: Field['type'][] = ['string']): string | undefined {
  const [field, ...more] = fields.filter(field => field.name === name)
  if (field === undefined) return undefined
  if (more.length > 0)
    throw new Refusal(
      'malformed',
      `Cannot read ${name}: the callback must have this field once, not ${more.length + 1} times`,
    )
  if (types.includes(field.type)) return field.value
  throw new Refusal('malformed', `Cannot read ${name}: it must be a ${types.join(' or a ')}`)
}

/** Like readField, for a field that every callback must have. */
export function requireField(fields: Field[], name: string, types?: Field['type'][]): string {
  const value = readField(fields, name, types)
  if (value === undefined) throw new Refusal('malformed', `Cannot read ${name}: the callback must have this field`)
  return value
}

/** A value in quotes for a message; a long one is cut after 64 characters. */
export function quote(value: string): string {
  return value.length > 64 ? `"${value.slice(0, 64)}…"` : `"${value}"`
}
