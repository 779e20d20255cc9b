import Type, { type Static } from 'typebox'
import { ObjectMeta, type OwnerReference } from './crd/object.ts'

/** The kinds of a backup, in the order of a restore: owners before the objects that they own, quotas last. */
export const archivedKinds = [
  'Conference',
  'Namespace',
  'SeatPool',
  'Plan',
  'Coupon',
  'Order',
  'Buyer',
  'Payment',
  'Checkout',
  'Refund',
  'Reservation',
  'Ticket',
  'ResourceQuota',
] as const
export type ArchivedKind = (typeof archivedKinds)[number]

/** One stored object, without its managedFields. */
export const ArchivedObject = Type.Object({
  apiVersion: Type.String({ minLength: 1 }),
  kind: Type.Unsafe<ArchivedKind>({ type: 'string', enum: [...archivedKinds] }),
  metadata: ObjectMeta,
  spec: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
  status: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
})
export type ArchivedObject = Static<typeof ArchivedObject>

/** An object to create; the API server adds uid and times. */
export interface NewObject {
  apiVersion: string
  kind: ArchivedKind
  metadata: {
    name: string
    namespace?: string
    labels?: Record<string, string>
    annotations?: Record<string, string>
    ownerReferences?: OwnerReference[]
  }
  spec?: Record<string, unknown>
}

/**
 * Annotation of a namespace during a restore: the start of the restore (RFC 3339). The box office decides nothing there.
 */
export const restoringAnnotation = 'backup.app.corley.it/restoring'

/** Annotation of a restored conference: the backup that it comes from. Only that backup can continue a stopped restore. */
export const restoredFromAnnotation = 'backup.app.corley.it/restored-from'

/** The format that this program writes: its last line has a digest of all lines before it. */
export const backupFormat = 'kconference-backup/v2'

/** The format of 0.1.0 and 0.2.0, without a digest. */
export const unsealedFormat = 'kconference-backup/v1'

/**
 * The last line of a backup: the number of its objects, and the SHA-256 of all lines before it, in hexadecimal digits.
 */
export const Seal = Type.Object(
  { objects: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
)
export type Seal = Static<typeof Seal>

/** A conference with all its objects, as they were at one moment. */
export const Backup = Type.Object(
  {
    format: Type.Unsafe<typeof backupFormat | typeof unsealedFormat>({
      type: 'string',
      enum: [backupFormat, unsealedFormat],
    }),
    conference: Type.String({ minLength: 1 }),
    /** The revision of the API server at which all objects were read. */
    resourceVersion: Type.String({ minLength: 1 }),
    takenAt: Type.String({ minLength: 1 }),
    objects: Type.Array(ArchivedObject),
    seal: Type.Optional(Seal),
  },
  { additionalProperties: false },
)
export type Backup = Static<typeof Backup>
