import { setTimeout as delay } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import type { Logger } from 'pino'
import { KubeError } from '../api.ts'
import type { ListRequest } from './list.ts'
import { openWatch, type WatchEvent } from './watch-stream.ts'

/** Receives the changes of a watch, in their order. Objects are plain JSON. */
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

export interface ChangeOptions extends ListRequest {
  listener: ChangeListener
  /** The silence of a watch after which its connection counts as dead. */
  silenceMs?: number
  log?: Pick<Logger, 'warn'>
}

export interface KeepWatchingOptions extends ChangeOptions {
  /** Returns the version after which to watch. It is called at the start, and again after a gap. */
  readStart(): Promise<string>
}

const firstPauseMs = 100
const longestPauseMs = 2_000

/**
 * Shows the listener every change after the start until the signal. When a connection ends, it resumes from the last version
 * seen. It reads a new start when the API server no longer knows that version (410) or the watch reports an error. It waits
 * 0.1 s to 2 s between attempts while the API server is unreachable. Rejects only with an error that the listener throws.
 */
export async function keepWatching(credentials: KubeConfig, options: KeepWatchingOptions): Promise<void> {
  const { path, listener, signal } = options
  let since: string | undefined
  let pauseMs = firstPauseMs
  let isConnected = false

  async function follow(): Promise<void> {
    since ??= await options.readStart()
    const events = await openWatch(credentials, { ...options, resourceVersion: since })
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

function showEvent(listener: ChangeListener, { type, object }: WatchEvent): void {
  if (type === 'BOOKMARK') listener.onReach(BigInt(object.metadata.resourceVersion))
  else if (type === 'DELETED') listener.onDelete(object)
  else listener.onChange(object)
}
