import { timestamp } from '../../hooks/rules/time.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import type { ObjectMeta } from '../../hooks/schema/crd/object.ts'

/** Time (in milliseconds since 1970) and namespace of all objects. */
export const now = Date.parse('2026-11-20T08:00:00Z')
export const namespace = 'conf'

const time = timestamp(now)
/** As many fields as a sold order or reservation has: both are written whole. */
const fields = { 'f:spec': Object.fromEntries(['.', 'planRef', 'price', 'quantity'].map(field => [`f:${field}`, {}])) }
/** Shared by all objects, so that a large sale fits into memory. */
const managedFields = ['client', 'metacontroller'].map(manager => {
  return { manager, operation: 'Update', apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: fields }
})

/**
 * The fields that the API server adds to an object; the end of its name determines uid and resourceVersion.
 * managedFields are a quarter of the bytes of an order, and nobody reads them.
 */
export function storedObject(kind: string, name: string): { apiVersion: string; kind: string; metadata: ObjectMeta } {
  const metadata = {
    name,
    namespace,
    uid: `00000000-0000-4000-8000-${Buffer.from(name).toString('hex').slice(-12).padStart(12, '0')}`,
    resourceVersion: String(1000 + Number(/\d+$/.exec(name)?.[0] ?? 0)),
    generation: 1,
    creationTimestamp: time,
    managedFields,
  }
  return { apiVersion, kind, metadata }
}
