import Type, { type Static, type TSchema, type TUnsafe } from 'typebox'

/**
 * A CEL rule of a CRD. The message completes the sentence "<field> …" and has "must" (Kubernetes: CRD validation
 * rules).
 */
export interface Rule {
  rule: string
  message: string
  /** Whether a rule with oldSelf is checked at creation too; oldSelf is then an optional value. */
  optionalOldSelf?: true
}

/** The options of every node: its description and its rules. */
export interface FieldOptions {
  description: string
  rules?: Rule[]
}

/** Schema options with the rules under the key of the API server. */
export function fieldOptions<T extends FieldOptions>({
  rules,
  ...options
}: T): Omit<T, 'rules'> & Record<string, unknown> {
  return rules === undefined ? options : { ...options, 'x-kubernetes-validations': rules }
}

/**
 * An enum of words with their meanings, as a structural schema. (TypeBox's union has no type, and the API server refuses
 * that.) `kubectl explain` shows a line for each word.
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

/**
 * A map with string keys, as a structural schema. (TypeBox's record has patternProperties, and the API server refuses
 * them.)
 */
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

/** A text of bounded length, with at least one character by default. */
export function text(
  maxLength: number,
  options: FieldOptions & { pattern?: string; minLength?: number; format?: string },
) {
  return Type.String({ minLength: 1, maxLength, ...fieldOptions(options) })
}

/** The tag of a language, such as de or it-CH (BCP 47). */
export function languageTag(options: FieldOptions) {
  return text(35, { pattern: '^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$', ...options })
}

/** A whole number from minimum to maximum. */
export function wholeNumber(minimum: number, maximum: number, options: FieldOptions & { default?: number }) {
  return Type.Integer({ minimum, maximum, ...fieldOptions(options) })
}

/** An RFC 3339 time as Kubernetes writes it: 2026-11-20T08:00:00Z. The CRD has timePattern instead of the format. */
export function time(options: FieldOptions) {
  return text(40, { format: 'date-time', ...options })
}

/**
 * A time that CEL rules compare. The pattern alone accepts days such as 30 February, and years that no timestamp of CEL has:
 * a rule that reads one would fail at every later write of the object (CEL: timestamps reach from the year 1 to 9999).
 */
export function comparableTime(options: FieldOptions) {
  return time({ ...options, rules: [calendarRule, yearRule, ...(options.rules ?? [])] })
}

/** The rule for times: the pattern does not know the length of months. */
export const calendarRule: Rule = {
  rule: '!format.datetime().validate(self).hasValue()',
  message: 'must be a day of the calendar',
}

const yearRule: Rule = { rule: "self >= '2000' && self < '3000'", message: 'must be in the years 2000 to 2999' }

/**
 * The pattern of times in the CRD, instead of the format "date-time". As a date-time the API server accepts
 * "2026-11-28t20:08:00z" and offsets of 30 hours. CEL would read such a field as a timestamp, and fail at every later
 * write of the object. The pattern accepts less, and CEL compares the field as text, which never fails.
 */
export const timePattern =
  '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$'
