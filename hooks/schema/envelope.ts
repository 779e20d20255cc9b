import Type, { type Static, type TObject, type TSchema } from 'typebox'
import { apiVersion } from './crd/kind.ts'

/** The key of a kind in Metacontroller's maps: Kind.version in the core group, Kind.group/version elsewhere. */
export const keys = {
  namespace: 'Namespace.v1',
  payment: `Payment.${apiVersion}`,
  reservation: `Reservation.${apiVersion}`,
  ticket: `Ticket.${apiVersion}`,
} as const

/**
 * Annotation in which Metacontroller stores the last version of a child that it applied (Metacontroller, dynamic
 * apply).
 */
export const lastAppliedAnnotation = 'metacontroller.k8s.io/last-applied-configuration'

/** Objects of one kind by "namespace/name", or by name where the kind has no namespace (Metacontroller hooks v2). */
export function objectsOf<T extends TSchema>(schema: T) {
  return Type.Unsafe<Record<string, Static<T>>>({ type: 'object', additionalProperties: schema })
}

/**
 * The request of a sync hook of a CompositeController: the parent, its observed children and the objects that customize
 * selected.
 */
export function syncRequest<P extends TSchema, C extends TObject, R extends TObject>(
  parent: P,
  children: C,
  related: R,
) {
  return Type.Object({ controller: Type.Unknown(), parent, children, related, finalizing: Type.Boolean() })
}

/** The request of a customize hook. */
export function customizeRequest<P extends TSchema>(parent: P) {
  return Type.Object({ controller: Type.Unknown(), parent })
}

/**
 * The answer of a sync hook. Metacontroller clears an absent status and deletes all children if the list is absent, so
 * both are required. Its strict decoder refuses any further field.
 */
export function syncResponse<S extends TSchema, C extends TSchema>(status: S, child: C) {
  return Type.Object(
    {
      status,
      children: Type.Array(child),
      resyncAfterSeconds: Type.Optional(Type.Number({ minimum: 1 })),
    },
    { additionalProperties: false },
  )
}

/** A desired child, with only the fields that the hook owns. */
export function desiredObject<S extends Record<string, TSchema>>(of: { apiVersion: string; kind: string }, rest: S) {
  return Type.Object(
    {
      apiVersion: Type.Unsafe<string>({ type: 'string', enum: [of.apiVersion] }),
      kind: Type.Unsafe<string>({ type: 'string', enum: [of.kind] }),
      metadata: Type.Object(
        {
          name: Type.String({ minLength: 1 }),
          namespace: Type.Optional(Type.String({ minLength: 1 })),
          labels: Type.Optional(objectsOf(Type.String())),
          annotations: Type.Optional(objectsOf(Type.String())),
        },
        { additionalProperties: false },
      ),
      ...rest,
    },
    { additionalProperties: false },
  )
}

/** The related objects that Metacontroller adds to each request. A change of one of them calls the hook again. */
export const CustomizeResponse = Type.Object(
  {
    relatedResources: Type.Array(
      Type.Object(
        {
          apiVersion: Type.String(),
          resource: Type.String(),
          namespace: Type.Optional(Type.String()),
          names: Type.Optional(Type.Array(Type.String(), { minItems: 1 })),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type CustomizeResponse = Static<typeof CustomizeResponse>
