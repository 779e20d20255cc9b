import Type, { type Static } from 'typebox'
import { ObjectMeta } from './crd/object.ts'

/** The part of Kubernetes' own Namespace that the conference hook reads. */
export const Namespace = Type.Object({
  apiVersion: Type.String(),
  kind: Type.Unsafe<'Namespace'>({ type: 'string', enum: ['Namespace'] }),
  metadata: ObjectMeta,
  status: Type.Optional(Type.Object({ phase: Type.Optional(Type.String()) })),
})
export type Namespace = Static<typeof Namespace>
