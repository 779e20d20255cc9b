import type { KubeConfig } from '@kubernetes/client-node'
import { type AnswerBody, kubeError, openAnswer } from '../request.ts'
import { type Selector, selectorQuery } from './selector.ts'

/** The plain JSON of an object of any kind. The object of a BOOKMARK has nothing else. */
export interface WatchedObject {
  metadata: { resourceVersion: string }
}

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  object: WatchedObject
}

/** A watch that begins after a version. */
export interface WatchRequest extends Selector {
  /** The path of the list, such as /apis/app.corley.it/v1/orders. */
  path: string
  resourceVersion: string
  signal: AbortSignal
  silenceMs?: number
}

// The API server ends a watch after this time. It sends a bookmark every minute, so a longer silence means a dead connection.
const watchSeconds = 1_800
const longestSilenceMs = 75_000

/**
 * Opens a watch and yields the changes after that version, until the API server ends it. Rejects, and throws while it
 * yields, with a KubeError: 410 when the API server no longer knows the version, Unreachable when the connection is lost
 * or silent, or the signal aborts it.
 */
export async function openWatch(
  credentials: KubeConfig,
  { path, resourceVersion, signal, silenceMs = longestSilenceMs, ...selector }: WatchRequest,
): Promise<AsyncGenerator<WatchEvent, void>> {
  const query = new URLSearchParams({
    ...selectorQuery(selector),
    watch: '1',
    allowWatchBookmarks: 'true',
    timeoutSeconds: `${watchSeconds}`,
    resourceVersion,
  })
  return readEvents(await openAnswer(credentials, { path: `${path}?${query}`, signal, silenceMs }))
}

async function* readEvents(body: AnswerBody): AsyncGenerator<WatchEvent, void> {
  let rest = ''
  try {
    for await (const chunk of body.setEncoding('utf8')) {
      const text = rest + chunk
      const end = text.lastIndexOf('\n')
      rest = text.slice(end + 1)
      if (end < 0) continue
      for (const line of text.slice(0, end).split('\n')) yield readEvent(line)
    }
  } catch (thrown) {
    throw kubeError(thrown)
  } finally {
    body.destroy()
  }
}

function readEvent(line: string): WatchEvent {
  const event = JSON.parse(line)
  if (event.type === 'ERROR') throw kubeError(event.object)
  return event
}
