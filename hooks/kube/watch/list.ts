import { setImmediate } from 'node:timers/promises'
import type { KubeConfig } from '@kubernetes/client-node'
import { requestJson } from '../request.ts'
import { type Selector, selectorQuery } from './selector.ts'

/** Receives the pages of a list. Objects are plain JSON. Those of a core kind have neither apiVersion nor kind. */
export interface ListListener {
  /** A list begins, also after a gap or an interrupted list. Objects that it does not show by its end no longer exist. */
  onListStart(): void
  /** The next page of the list. */
  onPage(objects: unknown[]): void
  /** The list is complete, as of that version. */
  onListEnd(resourceVersion: bigint): void
}

export interface ListRequest extends Selector {
  /** The path of the list, such as /apis/app.corley.it/v1/orders or /api/v1/namespaces. */
  path: string
  signal: AbortSignal
}

export interface ListOptions extends ListRequest {
  listener: ListListener
  /** The number of objects in a page, 500 by default. */
  pageSize?: number
}

interface Page {
  /** `continue` is empty or absent on the last page. */
  metadata: { resourceVersion: string; continue: string }
  items: unknown[]
}

/**
 * Shows the listener the present state of all objects, page by page, and returns the version of that state. Rejects with a
 * KubeError, also in the middle of the list: 410 when its next page has expired.
 */
export async function listAll(credentials: KubeConfig, options: ListOptions): Promise<string> {
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

/** The present version of a list: a page of one object has the version of the whole list. */
export async function readPresentVersion(credentials: KubeConfig, request: ListRequest): Promise<string> {
  return (await readPage(credentials, { ...request, limit: 1, after: '' })).metadata.resourceVersion
}

// A list without resourceVersion shows the present state, never an older one from the cache of the API server.
function readPage(
  credentials: KubeConfig,
  { path, signal, limit, after, ...selector }: ListRequest & { limit: number; after: string },
): Promise<Page> {
  const query = new URLSearchParams({
    ...selectorQuery(selector),
    limit: `${limit}`,
    ...(after && { continue: after }),
  })
  return requestJson(credentials, { path: `${path}?${query}`, signal }) as Promise<Page>
}
