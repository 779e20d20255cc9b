import { CoreV1Api, type KubeConfig, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import type { ArchivedKind, ArchivedObject, NewObject } from '../schema/backup.ts'
import { abortOn } from './client.ts'
import { withKubeErrors } from './request.ts'
import { type Page, type Shelf, shelvesOf } from './shelves.ts'

/** Selects all objects of a kind in a conference, or the one of a name; at one revision, the latest if absent. */
export interface Selection {
  kind: ArchivedKind
  conference: string
  name?: string
  revision?: string
}

/** The calls of backup and restore to the API server. Every call rejects with a KubeError, also when the signal aborts it. */
export interface ArchiveApi {
  /** The latest revision. The API server rejects a list at a revision older than about five minutes (410). */
  revision(conference: string, signal: AbortSignal): Promise<string>
  list(selection: Selection, signal: AbortSignal): Promise<ArchivedObject[]>
  /** Returns the object as stored. Rejects with reason AlreadyExists when an object has that name. */
  create(object: NewObject, signal: AbortSignal): Promise<ArchivedObject>
  /** Replaces the status of an object of our kinds. Rejects with reason Conflict when the object has changed since. */
  writeStatus(object: ArchivedObject, signal: AbortSignal): Promise<void>
  /** Sets annotations of a namespace, removes those that are null, and returns the namespace. */
  annotateNamespace(
    name: string,
    annotations: Record<string, string | null>,
    signal: AbortSignal,
  ): Promise<ArchivedObject>
}

/** Connects to the API server with these credentials. A list is read in pages of `pageSize` objects. */
export function connectArchive(credentials: KubeConfig, { pageSize = 500 } = {}): ArchiveApi {
  const shelves = shelvesOf(credentials)
  const core = credentials.makeApiClient(CoreV1Api)
  return {
    async revision(conference, signal) {
      const { metadata } = await withKubeErrors(shelves.Payment.list(conference, { limit: 1 }, signal))
      return metadata.resourceVersion
    },
    async list({ kind, conference, name, revision }, signal) {
      const selected = {
        limit: pageSize,
        ...(name !== undefined && { fieldSelector: `metadata.name=${name}` }),
        ...(revision !== undefined && { resourceVersion: revision, resourceVersionMatch: 'Exact' }),
      }
      const objects: object[] = []
      for (let query: object | undefined = selected; query !== undefined; ) {
        const { items, metadata }: Page = await withKubeErrors(shelves[kind].list(conference, query, signal))
        objects.push(...items)
        const rest: string | undefined = metadata.continue ?? metadata._continue
        query = rest ? { limit: pageSize, _continue: rest } : undefined
      }
      return objects.map(object => archivedObject(object, shelves[kind], kind))
    },
    async create(object, signal) {
      const shelf = shelves[object.kind]
      return archivedObject(await withKubeErrors(shelf.create(object, signal)), shelf, object.kind)
    },
    async writeStatus(object, signal) {
      await withKubeErrors(shelves[object.kind].replaceStatus(object, signal))
    },
    async annotateNamespace(name, annotations, signal) {
      const options = setHeaderOptions('Content-Type', PatchStrategy.MergePatch, abortOn(signal))
      const patched = await withKubeErrors(core.patchNamespace({ name, body: { metadata: { annotations } } }, options))
      return archivedObject(patched, shelves.Namespace, 'Namespace')
    },
  }
}

/** The plain JSON of an object, with the apiVersion and kind that a list omits, and without managedFields. */
function archivedObject(object: object, { apiVersion }: Shelf, kind: ArchivedKind): ArchivedObject {
  const { metadata, ...rest } = JSON.parse(JSON.stringify(object))
  const { managedFields: _, ...kept } = metadata
  return { ...rest, apiVersion, kind, metadata: kept }
}
