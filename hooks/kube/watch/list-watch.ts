import { setTimeout as delay, setImmediate } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import type { Logger } from 'pino'
import { KubeError } from '../api.ts'
import { requestJson } from '../request.ts'
import { openWatch, type Selector, type WatchEvent } from './watch-stream.ts'

/**
 * Receives the objects and changes of a list and its watch, in the order of the changes. Objects are plain JSON. Objects
 * in a list of a core kind have neither apiVersion nor kind.
 */
export interface WatchListener extends ChangeListener {
  /** A list begins, also after a gap or an interrupted list. Objects that it does not show by its end no longer exist. */
  onListStart(): void
  /** The next page of the list. */
  onPage(objects: unknown[]): void
  /** The list is complete, as of that version. */
  onListEnd(resourceVersion: bigint): void
}

/** Receives the changes of a watch, in their order. */
export interface ChangeListener {
  /** An object was created or changed. */
  onChange(object: unknown): void
  /** An object was deleted: its last state, with the resourceVersion of its deletion. */
  onDelete(object: unknown): void
  /** All changes up to that version have been shown (bookmark). */
  onReach(resourceVersion: bigint): void
  /** Whether changes arrive: false between the end of a connection, also a regular one, and the start of the next. */
  onConnection(isConnected: boolean): void
}

export interface ListWatchOptions extends ChangeOptions {
  listener: WatchListener
  /** The number of objects in a page, 500 by default. */
  pageSize?: number
}

export interface ChangeOptions extends Selector {
  /** The path of the list, such as /apis/app.corley.it/v1/orders or /api/v1/namespaces. */
  path: string
  listener: ChangeListener
  signal: AbortSignal
  /** How long a watch may be silent before its connection counts as dead. */
  silenceMs?: number
  log?: Pick<Logger, 'warn'>
}

const firstPauseMs = 100
const longestPauseMs = 2_000

/**
 * Shows the listener all objects and every change until the signal. It lists consistently and watches from that version on.
 * When a connection ends, it resumes from the last version seen. It lists again when the API server no longer knows that
 * version (410) or the watch reports an error. It waits 0.1 s to 2 s between attempts while the API server is unreachable.
 * Rejects only with an error that the listener throws.
 */
export function listAndWatch(credentials: KubeConfig, options: ListWatchOptions): Promise<void> {
  return keepWatching(credentials, { ...options, readStart: () => listAll(credentials, options) })
}

/**
 * Shows the listener every change from now on, as listAndWatch does, but no object that already exists. It can miss changes
 * only while the listener is not connected.
 */
export function watchChanges(credentials: KubeConfig, options: ChangeOptions): Promise<void> {
  return keepWatching(credentials, { ...options, readStart: () => readPresentVersion(credentials, options) })
}

/** Watches from the version that `readStart` returns, which it calls again after a gap. */
async function keepWatching(
  credentials: KubeConfig,
  options: ChangeOptions & { readStart(): Promise<string> },
): Promise<void> {
  const { path, listener, signal, silenceMs, readStart } = options
  let since: string | undefined
  let pauseMs = firstPauseMs
  let isConnected = false

  async function follow(): Promise<void> {
    since ??= await readStart()
    const events = await openWatch(credentials, {
      path,
      signal,
      resourceVersion: since,
      ...selectorOf(options),
      ...(silenceMs && { silenceMs }),
    })
    pauseMs = firstPauseMs
    reportConnection(true)
    for await (const event of events) {
      if (signal.aborted) return
      showEvent(listener, event)
      since = event.object.metadata.resourceVersion
    }
  }

  function reportConnection(isNow: boolean): void {
    if (signal.aborted || isConnected === isNow) return
    isConnected = isNow
    listener.onConnection(isNow)
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
    await delay(pauseMs, undefined, { signal }).catch(() => {})
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
}

// A busy API server (429, 503) says nothing about the version. After any other answer the version may be too old, or of
// another database.
function isVersionLost({ code }: KubeError): boolean {
  return code !== undefined && code !== 429 && code !== 503
}

interface Page {
  /** `continue` is empty or absent on the last page. */
  metadata: { resourceVersion: string; continue: string }
  items: unknown[]
}

// A list without resourceVersion shows the present state, never an older one from the cache of the API server.
async function listAll(credentials: KubeConfig, options: ListWatchOptions): Promise<string> {
  const { listener, pageSize = 500 } = options
  const read = (after: string) => readPage(credentials, { ...options, limit: pageSize, after })
  let page = await read('')
  listener.onListStart()
  while (page.metadata.continue) {
    // The API server prepares the next page while the listener handles this one.
    const next = read(page.metadata.continue)
    // If the listener throws, nothing awaits this page.
    next.catch(() => {})
    await setImmediate()
    listener.onPage(page.items)
    page = await next
  }
  listener.onPage(page.items)
  const { resourceVersion } = page.metadata
  listener.onListEnd(BigInt(resourceVersion))
  return resourceVersion
}

// A list of one object has the version of the whole list.
async function readPresentVersion(credentials: KubeConfig, options: ChangeOptions): Promise<string> {
  return (await readPage(credentials, { ...options, limit: 1, after: '' })).metadata.resourceVersion
}

function readPage(
  credentials: KubeConfig,
  { path, signal, limit, after, ...options }: ChangeOptions & { limit: number; after: string },
): Promise<Page> {
  const query = new URLSearchParams({ ...selectorOf(options), limit: `${limit}`, ...(after && { continue: after }) })
  return requestJson(credentials, { path: `${path}?${query}`, signal }) as Promise<Page>
}

function selectorOf({ labelSelector, fieldSelector }: Selector): Selector {
  return {
    ...(labelSelector !== undefined && { labelSelector }),
    ...(fieldSelector !== undefined && { fieldSelector }),
  }
}

function showEvent(listener: ChangeListener, { type, object }: WatchEvent): void {
  if (type === 'BOOKMARK') listener.onReach(BigInt(object.metadata.resourceVersion))
  else if (type === 'DELETED') listener.onDelete(object)
  else listener.onChange(object)
}
