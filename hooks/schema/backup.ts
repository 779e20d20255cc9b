import Type, { type Static } from 'typebox'
import { ObjectMeta, type OwnerReference } from './crd/object.ts'

/** The kinds of a backup, in the order in which they are restored: owners before what they own, quotas last. */
export const archivedKinds = [
  'Conference',
  'Namespace',
  'Plan',
  'Coupon',
  'Order',
  'Payment',
  'Reservation',
  'Ticket',
  'ResourceQuota',
] as const
export type ArchivedKind = (typeof archivedKinds)[number]

/** One object as it was stored, without its managedFields. */
export const ArchivedObject = Type.Object({
  apiVersion: Type.String({ minLength: 1 }),
  kind: Type.Unsafe<ArchivedKind>({ type: 'string', enum: [...archivedKinds] }),
  metadata: ObjectMeta,
  spec: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
  status: Type.Optional(Type.Unsafe<Record<string, unknown>>({ type: 'object' })),
})
export type ArchivedObject = Static<typeof ArchivedObject>

/** An object to be; the API server adds uid and times. */
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

/** Annotation of a namespace in which a restore is under way: when that began (RFC 3339). The box office decides nothing there. */
export const restoringAnnotation = 'backup.app.corley.it/restoring'

/** Annotation of a restored conference: the backup that it is restored from, and the only one with which a restore goes on. */
export const restoredFromAnnotation = 'backup.app.corley.it/restored-from'

/** The version of backups that this program writes. The last line has a digest of all lines before. */
export const backupFormat = 'kconference-backup/v2'

/** What 0.1.0 and 0.2.0 wrote: without a digest. */
export const unsealedFormat = 'kconference-backup/v1'

/** The last line of a backup: the number of its objects, and the SHA-256 of all lines before, in hexadecimal digits. */
export const Seal = Type.Object(
  { objects: Type.Integer({ minimum: 0 }), sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) },
  { additionalProperties: false },
)
export type Seal = Static<typeof Seal>

/** A conference with all that is its own, as it was at one moment. */
export const Backup = Type.Object(
  {
    format: Type.Unsafe<typeof backupFormat | typeof unsealedFormat>({
      type: 'string',
      enum: [backupFormat, unsealedFormat],
    }),
    conference: Type.String({ minLength: 1 }),
    /** The revision of the API server that all objects were read at. */
    resourceVersion: Type.String({ minLength: 1 }),
    takenAt: Type.String({ minLength: 1 }),
    objects: Type.Array(ArchivedObject),
    seal: Type.Optional(Seal),
  },
  { additionalProperties: false },
)
export type Backup = Static<typeof Backup>
