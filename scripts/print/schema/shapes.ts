/** A part of a JSON schema (draft 7), the form that helm reads. */
export type Shape = Readonly<Record<string, unknown>>

/** A map with these keys and no others. */
export function closedMap(properties: Record<string, Shape>, required: readonly string[] = []): Shape {
  return { type: 'object', additionalProperties: false, properties, ...(required.length > 0 && { required }) }
}

export function listOf(items: Shape, more: Shape = {}): Shape {
  return { type: 'array', ...more, items }
}

export function wholeNumber(minimum: number, maximum?: number): Shape {
  return { type: 'integer', minimum, ...(maximum !== undefined && { maximum }) }
}

export function oneOf(...words: string[]): Shape {
  return { enum: words }
}

export function textLike(pattern: string): Shape {
  return { type: 'string', pattern }
}

export const yesOrNo: Shape = { type: 'boolean' }
export const text: Shape = { type: 'string' }
export const name: Shape = { type: 'string', minLength: 1 }
export const names = listOf(name)
/** Labels or annotations. */
export const texts: Shape = { type: 'object', additionalProperties: text }
/** A map whose keys Kubernetes defines. */
export const map: Shape = { type: 'object' }
export const maps = listOf(map)
/** A list whose entries have a name, such as the volumes of a pod. */
export const named = listOf({ type: 'object', required: ['name'] })
export const port = wholeNumber(1, 65_535)
export const replicas = wholeNumber(0)
/** A number of pods, or a share of them. */
export const pods: Shape = { type: ['integer', 'string'], minimum: 0, pattern: '^(100|[1-9]?[0-9])%$' }
/** A number of pods above zero, or a share of them. */
export const somePods: Shape = { type: ['integer', 'string'], minimum: 1, pattern: '^[1-9][0-9]?%$' }
export const ranges = listOf(textLike('^[0-9a-fA-F.:]+(/[0-9]+)?$'))
export const certificates = textLike('^(-----BEGIN CERTIFICATE-----[\\s\\S]+)?$')
/** Callers or readers in a NetworkPolicy. */
export const peers = listOf({
  ...closedMap({ podSelector: map, namespaceSelector: map, ipBlock: map }),
  minProperties: 1,
})
