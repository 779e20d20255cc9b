import type { Readable } from 'node:stream'
import type { ApiClient } from './api-client.ts'
import { apiErrorOf } from './api-error.ts'
import type { KubeObject } from './kube-object.ts'
import { type Resource, resourcePath } from './resource.ts'

export interface WatchEvent {
  type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'
  object: KubeObject
}

interface WatchLine {
  type: WatchEvent['type'] | 'ERROR'
  object: KubeObject & { code?: number }
}

// The API server ends a watch after this time; a connection that is silent for longer is dead.
const watchSeconds = 300
const silenceMs = (watchSeconds + 30) * 1000

/**
 * Every change of a resource after resourceVersion `since`, until the server ends the watch. Throws ApiError (410:
 * `since` is too old).
 */
export async function* watchStream(
  api: ApiClient,
  resource: Resource,
  { since, signal }: { since: string; signal: AbortSignal },
): AsyncGenerator<WatchEvent> {
  const query = `watch=1&allowWatchBookmarks=true&timeoutSeconds=${watchSeconds}&resourceVersion=${since}`
  const dead = AbortSignal.any([signal, AbortSignal.timeout(silenceMs)])
  const answer = await api.stream(`${resourcePath(resource)}?${query}`, dead)
  try {
    for await (const line of linesOf(answer)) {
      const event = JSON.parse(line) as WatchLine
      if (event.type === 'ERROR') throw apiErrorOf(event.object.code ?? 500, JSON.stringify(event.object))
      yield event as WatchEvent
    }
  } finally {
    answer.destroy()
  }
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = ''
  stream.setEncoding('utf8')
  for await (const chunk of stream) {
    const text = rest + chunk
    const end = text.lastIndexOf('\n')
    rest = text.slice(end + 1)
    if (end >= 0) yield* text.slice(0, end).split('\n')
  }
}
