import Type, { type Static, type TSchema, type TUnsafe } from 'typebox'

/** A CEL rule of a CRD; the message ends the sentence "<field> …" and says "must" (Kubernetes: CRD validation rules). */
export interface Rule {
  rule: string
  message: string
  /** Of a rule that names oldSelf: it is asked when the object is made too, and oldSelf is an optional value. */
  optionalOldSelf?: true
}

/** Options every node has: what it means, and what must hold for it. */
export interface FieldOptions {
  description: string
  rules?: Rule[]
}

/** Schema options with the rules under the key the API server knows. */
export function fieldOptions<T extends FieldOptions>({
  rules,
  ...options
}: T): Omit<T, 'rules'> & Record<string, unknown> {
  return rules === undefined ? options : { ...options, 'x-kubernetes-validations': rules }
}

/**
 * One of some words, each with what it means, as a structural schema can say it (TypeBox's union has no type, which the API
 * server refuses). `kubectl explain` shows a line for each word.
 */
export function oneOf<const T extends string>(
  meanings: Readonly<Record<T, string>>,
  { description, ...options }: FieldOptions & { default?: NoInfer<T> },
): TUnsafe<T> {
  const words = Object.keys(meanings) as T[]
  const lines = words.map(word => `${word}: ${meanings[word]}`)
  const explained = [description, ...lines].join('\n')
  return Type.Unsafe<T>({ type: 'string', enum: words, ...fieldOptions({ description: explained, ...options }) })
}

/** A map of strings, as a structural schema can say it (TypeBox's record has patternProperties). */
export function mapOf<T extends TSchema>(
  value: T,
  options: FieldOptions & { maxProperties: number },
): TUnsafe<Record<string, Static<T>>> {
  return Type.Unsafe<Record<string, Static<T>>>({
    type: 'object',
    additionalProperties: value,
    ...fieldOptions(options),
  })
}

/** Text of a bounded length; at least one character unless told. */
export function text(
  maxLength: number,
  options: FieldOptions & { pattern?: string; minLength?: number; format?: string },
) {
  return Type.String({ minLength: 1, maxLength, ...fieldOptions(options) })
}

/** A whole number from minimum to maximum. */
export function wholeNumber(minimum: number, maximum: number, options: FieldOptions & { default?: number }) {
  return Type.Integer({ minimum, maximum, ...fieldOptions(options) })
}

/** RFC 3339, as Kubernetes writes times: 2026-11-20T08:00:00Z. The CRD says it as a pattern: timePattern. */
export function time(options: FieldOptions) {
  return text(40, { format: 'date-time', ...options })
}

/**
 * What the CRD says instead of "date-time". The API server accepts "2026-11-28t20:08:00z" and offsets of 30 hours as a
 * date-time, and CEL, which reads such a field as a timestamp, then fails at every later write of the object. A pattern
 * accepts less, and CEL reads the field as text, which can be compared whatever it says.
 */
export const timePattern =
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'
