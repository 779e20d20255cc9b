import { Refusal } from '../refusal.ts'

/** A field of a callback; a number is kept as it was printed. Form fields are strings. */
export interface Field {
  name: string
  value: string
  type: 'string' | 'number' | 'other'
}

const printable = /^[\x20-\x7e]*$/

/**
 * The value of the field of that name, undefined if there is none. Throws a Refusal that names the field when it is
 * there twice, is of another type, or holds anything but printable ASCII: other fields may be in any charset.
 */
export function readField(fields: Field[], name: string, types: Field['type'][] = ['string']): string | undefined {
  const value = readText(fields, name, types)
  if (value === undefined || printable.test(value)) return value
  throw new Refusal('malformed', `Cannot read ${name}: it must be printable ASCII`)
}

/** The same of a field that may hold anything. */
export function readText(fields: Field[], name: string, types: Field['type'][] = ['string']): string | undefined {
  const [field, ...more] = fields.filter(field => field.name === name)
  if (field === undefined) return undefined
  if (more.length > 0)
    throw new Refusal('malformed', `Cannot read ${name}: it must be given once, not ${more.length + 1} times`)
  if (types.includes(field.type)) return field.value
  throw new Refusal('malformed', `Cannot read ${name}: it must be a ${types.join(' or a ')}`)
}

/** The same of a field that must be there. */
export function requireField(fields: Field[], name: string, types?: Field['type'][]): string {
  const value = readField(fields, name, types)
  if (value === undefined) throw new Refusal('malformed', `Cannot read ${name}: it must be given`)
  return value
}

/** What a sentence quotes of a value: its beginning. */
export function quote(value: string): string {
  return value.length > 64 ? `"${value.slice(0, 64)}…"` : `"${value}"`
}
