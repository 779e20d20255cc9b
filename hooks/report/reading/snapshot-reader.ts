import type { SnapshotApi, SnapshotKinds } from '../../kube/snapshot/snapshot-api.ts'

const reportMs = 2000

/** Reads the objects of a conference, all as they were at one moment. */
export interface SnapshotReader {
  /** The objects of a kind, page by page. Rejects with a KubeError. */
  readPages<Plural extends keyof SnapshotKinds>(plural: Plural): AsyncIterable<SnapshotKinds[Plural][]>
}

export interface ReaderOptions {
  api: Pick<SnapshotApi, 'readPages'>
  conference: string
  signal: AbortSignal
  log(line: string): void
  /** The time in milliseconds. */
  now(): number
}

/**
 * A reader whose first list chooses the moment; all other lists are read at the same revision. It logs the progress of a list
 * that has several pages: every two seconds, and at its end.
 */
export function createReader({ api, conference, signal, log, now }: ReaderOptions): SnapshotReader {
  let revision: string | undefined
  let reportedAt = now()
  return {
    async *readPages(plural) {
      let done = 0
      for await (const page of api.readPages(plural, { conference, revision }, signal)) {
        revision ??= page.revision
        const isOnly = done === 0 && page.remaining === 0
        done += page.objects.length
        yield page.objects
        if (isOnly) return
        if (page.remaining === 0) log(`${plural}: ${done}`)
        else if (now() - reportedAt >= reportMs) {
          reportedAt = now()
          log(`${plural}: ${done} of ${done + page.remaining}`)
        }
      }
    },
  }
}
