/** A value of a form: a text, or named values. A list has the names 0, 1, 2. */
export type FormValue = string | FormFields
export interface FormFields {
  [name: string]: FormValue
}

/** `a[b][0]=1` → { a: { b: { 0: "1" } } }. */
export function readForm(text: string): FormFields {
  const fields: FormFields = Object.create(null)
  for (const [name, value] of new URLSearchParams(text)) {
    const [first = '', ...rest] = name.replaceAll(']', '').split('[')
    set(fields, [first, ...rest], value)
  }
  return fields
}

/** The text at a place such as ["line_items", "0", "quantity"], undefined if there is none. */
export function textAt(fields: FormFields, ...path: string[]): string | undefined {
  const value = valueAt(fields, path)
  return typeof value === 'string' ? value : undefined
}

/** The texts in the fields at a place. */
export function textsAt(fields: FormFields, ...path: string[]): Record<string, string> {
  const value = valueAt(fields, path)
  if (typeof value !== 'object') return {}
  return Object.fromEntries(Object.entries(value).filter((one): one is [string, string] => typeof one[1] === 'string'))
}

function valueAt(fields: FormFields, path: string[]): FormValue | undefined {
  return path.reduce<FormValue | undefined>(
    (value, name) => (typeof value === 'object' ? value[name] : undefined),
    fields,
  )
}

function set(fields: FormFields, [name = '', ...rest]: string[], value: string): void {
  if (rest.length === 0) {
    fields[name] = value
    return
  }
  const inner = fields[name]
  const next: FormFields = typeof inner === 'object' ? inner : Object.create(null)
  fields[name] = next
  set(next, rest, value)
}
