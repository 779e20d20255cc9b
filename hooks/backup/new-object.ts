import type { ArchivedObject, NewObject } from '../schema/backup.ts'
import type { Renewals } from './generations.ts'
import { renewObject } from './renewed.ts'

/** What is created of an archived object: what people and hooks wrote of it. An owner that is not restored is left out. */
export function newObject(object: ArchivedObject, renewals: Renewals): NewObject {
  const owners = object.metadata.ownerReferences?.filter(owner => renewals.has(owner.uid)) ?? []
  const owned = { ...object, metadata: { ...object.metadata, ownerReferences: owners } }
  const { apiVersion, kind, metadata, spec } = renewObject(owned, renewals)
  const { name, namespace, labels, annotations, ownerReferences = [] } = metadata
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace !== undefined && { namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(ownerReferences.length > 0 && { ownerReferences }),
    },
    // Kubernetes writes the spec of a namespace.
    ...(spec && kind !== 'Namespace' && { spec }),
  }
}
