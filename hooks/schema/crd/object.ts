import Type, { type Static, type TSchema } from 'typebox'

/** An owner of an object; at most one of the owners is its controller (Kubernetes: Owners and Dependents). */
export const OwnerReference = Type.Object({
  apiVersion: Type.String(),
  kind: Type.String(),
  name: Type.String(),
  uid: Type.String(),
  controller: Type.Optional(Type.Boolean()),
})
export type OwnerReference = Static<typeof OwnerReference>

/** The fields of Kubernetes' ObjectMeta that the hooks read. */
export const ObjectMeta = Type.Object({
  name: Type.String({ minLength: 1 }),
  namespace: Type.Optional(Type.String({ minLength: 1 })),
  uid: Type.String({ minLength: 1 }),
  resourceVersion: Type.Optional(Type.String()),
  generation: Type.Optional(Type.Integer()),
  creationTimestamp: Type.String({ minLength: 1 }),
  deletionTimestamp: Type.Optional(Type.String()),
  labels: Type.Optional(
    Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' } }),
  ),
  annotations: Type.Optional(
    Type.Unsafe<Record<string, string>>({ type: 'object', additionalProperties: { type: 'string' } }),
  ),
  ownerReferences: Type.Optional(Type.Array(OwnerReference)),
})
export type ObjectMeta = Static<typeof ObjectMeta>

/** A stored object of one kind, as Metacontroller sends it. */
export function storedObject<Spec extends TSchema, Status extends TSchema>(kind: string, spec: Spec, status: Status) {
  return Type.Object({ ...identity(kind), spec, status: Type.Optional(status) })
}

/** A stored object of a kind that has no status. */
export function storedObjectWithoutStatus<Spec extends TSchema>(kind: string, spec: Spec) {
  return Type.Object({ ...identity(kind), spec })
}

function identity(kind: string) {
  return {
    apiVersion: Type.String(),
    kind: Type.Unsafe<string>({ type: 'string', enum: [kind] }),
    metadata: ObjectMeta,
  }
}
