import { CoreV1Api, type KubeConfig, PatchStrategy, setHeaderOptions } from '@kubernetes/client-node'
import type { ArchivedKind, ArchivedObject, NewObject } from '../schema/backup.ts'
import { abortOn } from './client.ts'
import { kubeError } from './failure.ts'
import { type Page, type Shelf, shelvesOf } from './shelves.ts'

/** What of a conference is read: all objects of a kind, or those of a name; at one revision, the latest if absent. */
export interface Selection {
  kind: ArchivedKind
  conference: string
  name?: string
  revision?: string
}

/** What backup and restore ask of the API server. Every call rejects with a KubeError, also when the signal aborts it. */
export interface ArchiveApi {
  /** The latest revision. One that is older than some five minutes cannot be read any more (410). */
  revision(conference: string, signal: AbortSignal): Promise<string>
  list(selection: Selection, signal: AbortSignal): Promise<ArchivedObject[]>
  /** Answers the object as stored. Rejects with reason AlreadyExists when there is one of that name. */
  create(object: NewObject, signal: AbortSignal): Promise<ArchivedObject>
  /** Replaces the status of an object of ours that has not changed since. */
  writeStatus(object: ArchivedObject, signal: AbortSignal): Promise<void>
  /** Sets annotations of a namespace, removes those that are null, and answers the namespace. */
  annotateNamespace(
    name: string,
    annotations: Record<string, string | null>,
    signal: AbortSignal,
  ): Promise<ArchivedObject>
}

/** The API server, with these credentials. A list is read in pages of so many objects. */
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

async function withKubeErrors<T>(call: Promise<T>): Promise<T> {
  try {
    return await call
  } catch (thrown) {
    throw kubeError(thrown)
  }
}

/** As JSON says it, with what a list leaves out of its items, and without who wrote which field. */
function archivedObject(object: object, { apiVersion }: Shelf, kind: ArchivedKind): ArchivedObject {
  const { metadata, ...rest } = JSON.parse(JSON.stringify(object))
  const { managedFields: _, ...kept } = metadata
  return { ...rest, apiVersion, kind, metadata: kept }
}
