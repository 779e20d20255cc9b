import { setTimeout as delay } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import type { Logger } from 'pino'
import { KubeError } from './api.ts'
import { requestJson } from './request.ts'
import { openWatch, type Selector, type WatchEvent } from './watch-stream.ts'

/**
 * What a list and its watch show, in the order in which it happened. Objects are as JSON
 * has them; those of a list of core kinds have neither apiVersion nor kind.
 */
export interface WatchListener {
  /** A list begins, again after a gap or a list that was cut: what it does not show by its end is gone. */
  onListStart(): void
  /** The objects of a page. */
  onPage(objects: unknown[]): void
  /** The list is whole, as of that version. */
  onListEnd(resourceVersion: bigint): void
  /** An object was created or changed. */
  onChange(object: unknown): void
  /** An object is gone: its last state, with the resourceVersion of its deletion. */
  onDelete(object: unknown): void
  /** Everything up to that version was shown (bookmark). */
  onReach(resourceVersion: bigint): void
  /** Whether changes arrive: false from the end of a connection, also a regular one, until the next one is there. */
  onConnection(isConnected: boolean): void
}

export interface ListWatchOptions extends Selector {
  /** Of the list, such as /apis/app.corley.it/v1/orders or /api/v1/namespaces. */
  path: string
  listener: WatchListener
  signal: AbortSignal
  /** Objects in a page, 500 by default. */
  pageSize?: number
  /** How long a watch may be silent before its connection counts as dead. */
  silenceMs?: number
  log?: Pick<Logger, 'warn'>
}

const firstPauseMs = 100
const longestPauseMs = 2_000

/**
 * Shows the listener all objects and every change until the signal: lists consistently, watches from there, resumes from
 * the last version seen when a connection ends, lists again when that version is forgotten (410) or the watch tells an
 * error, and waits 0.1 s to 2 s in between while the API server cannot be reached. Rejects only with what a listener throws.
 */
export async function listAndWatch(credentials: KubeConfig, options: ListWatchOptions): Promise<void> {
  const { path, listener, signal, silenceMs } = options
  let since: string | undefined
  let pause = firstPauseMs
  let isConnected = false

  async function follow(): Promise<void> {
    since ??= await listAll(credentials, options)
    const events = await openWatch(credentials, {
      path,
      signal,
      resourceVersion: since,
      ...selectorOf(options),
      ...(silenceMs && { silenceMs }),
    })
    pause = firstPauseMs
    reportConnection(true)
    for await (const event of events) {
      if (signal.aborted) return
      showEvent(listener, event)
      since = event.object.metadata.resourceVersion
    }
  }

  function reportConnection(to: boolean): void {
    if (signal.aborted || isConnected === to) return
    isConnected = to
    listener.onConnection(to)
  }

  while (!signal.aborted) {
    try {
      await follow()
    } catch (error) {
      if (!(error instanceof KubeError)) throw error
      if (!signal.aborted) options.log?.warn({ err: error, path }, 'watch interrupted; retrying')
      if (isVersionLost(error)) since = undefined
    }
    reportConnection(false)
    await delay(pause, undefined, { signal }).catch(() => {})
    pause = Math.min(pause * 2, longestPauseMs)
  }
}

// Busy (429, 503) is no answer about what was asked. After any other one, what is known may be too old, or from another life
// of the server.
function isVersionLost({ code }: KubeError): boolean {
  return code !== undefined && code !== 429 && code !== 503
}

interface Page {
  /** continue is empty or absent on the last page. */
  metadata: { resourceVersion: string; continue: string }
  items: unknown[]
}

// No resourceVersion: what is read is the present, never an older state that a server still has in memory.
async function listAll(credentials: KubeConfig, options: ListWatchOptions): Promise<string> {
  const { path, listener, signal, pageSize = 500 } = options
  const selected = { ...selectorOf(options), limit: `${pageSize}` }
  let page: Page | undefined
  do {
    const query = new URLSearchParams({ ...selected, ...(page && { continue: page.metadata.continue }) })
    const isFirst = page === undefined
    page = (await requestJson(credentials, { path: `${path}?${query}`, signal })) as Page
    if (isFirst) listener.onListStart()
    listener.onPage(page.items)
  } while (page.metadata.continue)
  const { resourceVersion } = page.metadata
  listener.onListEnd(BigInt(resourceVersion))
  return resourceVersion
}

function selectorOf({ labelSelector, fieldSelector }: Selector): Selector {
  return {
    ...(labelSelector !== undefined && { labelSelector }),
    ...(fieldSelector !== undefined && { fieldSelector }),
  }
}

function showEvent(listener: WatchListener, { type, object }: WatchEvent): void {
  if (type === 'BOOKMARK') listener.onReach(BigInt(object.metadata.resourceVersion))
  else if (type === 'DELETED') listener.onDelete(object)
  else listener.onChange(object)
}
