import { timestamp } from '../hooks/rules/time.ts'
import { apiVersion } from '../hooks/schema/crd/kind.ts'
import type { ObjectMeta } from '../hooks/schema/crd/object.ts'

/** When everything happens, in milliseconds since 1970, and where. */
export const now = Date.parse('2026-11-20T08:00:00Z')
export const namespace = 'conf'

const time = timestamp(now)
/** As many fields as an order or a reservation has that is sold: both are written whole. */
const fields = { 'f:spec': Object.fromEntries(['.', 'planRef', 'price', 'quantity'].map(field => [`f:${field}`, {}])) }
/** The same for every object, so that a large sale fits into memory. */
const managedFields = ['client', 'metacontroller'].map(manager => {
  return { manager, operation: 'Update', apiVersion, time, fieldsType: 'FieldsV1', fieldsV1: fields }
})

/**
 * What the API server adds to an object; the end of its name decides uid and resourceVersion. The record of who wrote
 * which field is a quarter of what is sent of an order, and nobody reads it.
 */
export function storedAs(kind: string, name: string): { apiVersion: string; kind: string; metadata: ObjectMeta } {
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
