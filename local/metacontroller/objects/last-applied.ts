import type { KubeObject } from '../../kubernetes/kube-object.ts'
import { mergeApplied } from './three-way-merge.ts'

const annotation = 'metacontroller.k8s.io/last-applied-configuration'

// Only the API server writes these fields: a hook cannot change them.
const systemFields = [
  'selfLink',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
]

/** A copy of a desired child with its own JSON as an annotation, for the next three-way merge. */
export function withLastApplied(object: KubeObject, applied: KubeObject): KubeObject {
  const annotations = { ...object.metadata.annotations, [annotation]: canonicalJson(applied) }
  return { ...object, metadata: { ...object.metadata, annotations } }
}

/**
 * The observed child after the desired one is applied. Status and system metadata stay as observed, and the annotation
 * records the desired child. The result equals the observed child if there is nothing to change. Throws if the
 * annotation is not JSON.
 */
export function applyUpdate(observed: KubeObject, desired: KubeObject): KubeObject {
  const wanted = withoutLastApplied(desired)
  const merged = mergeApplied(observed, lastAppliedOf(observed), wanted)
  revertField(merged, observed, 'status')
  for (const field of systemFields) {
    revertField(merged.metadata as unknown as Fields, observed.metadata as unknown as Fields, field)
  }
  return withLastApplied(merged, wanted)
}

type Fields = Record<string, unknown>

function revertField(target: Fields, source: Fields, field: string): void {
  if (Object.hasOwn(source, field)) target[field] = source[field]
  else delete target[field]
}

function lastAppliedOf(object: KubeObject): object | undefined {
  const text = object.metadata.annotations?.[annotation]
  if (!text) return undefined
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`Cannot read annotation "${annotation}" of "${object.metadata.name}": it must be JSON`, { cause })
  }
}

function withoutLastApplied(object: KubeObject): KubeObject {
  if (object.metadata.annotations?.[annotation] === undefined) return object
  const { [annotation]: _, ...annotations } = object.metadata.annotations
  return { ...object, metadata: { ...object.metadata, annotations } }
}

/** JSON in Go's format (sorted keys, escaped <>&), so that both engines write the same annotation. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, sortKeys).replace(/[<>&\u2028\u2029]/g, character => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => Number(a > b) - Number(a < b)))
}
