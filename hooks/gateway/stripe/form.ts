/** The parameters of one call: texts, numbers and truth values, in objects and lists. Undefined ones are left out. */
export interface FormParameters {
  readonly [name: string]: FormParameter | undefined
}
export type FormParameter = string | number | boolean | readonly FormParameter[] | FormParameters

/** `{ a: { b: [1] } }` → `a[b][0]=1`, as application/x-www-form-urlencoded (Stripe API reference, Introduction). */
export function encodeForm(parameters: FormParameters): string {
  const form = new URLSearchParams()
  for (const [name, value] of Object.entries(parameters)) append(form, name, value)
  return form.toString()
}

function append(form: URLSearchParams, name: string, value: FormParameter | undefined): void {
  if (typeof value === 'object') {
    for (const [key, one] of Object.entries(value)) append(form, `${name}[${key}]`, one)
  } else if (value !== undefined) {
    form.append(name, String(value))
  }
}
