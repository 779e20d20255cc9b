import type { WatchListener } from '../../../hooks/kube/watch/list-watch.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import { namespace } from '../../server/api-server.ts'
import type { Store } from '../../server/store.ts'
import type { KindName } from '../../server/stored.ts'

/** The list and the watch of one path: late, in order, never backwards. */
export interface Feed {
  about: string
  /** The number of events that were not shown; a list counts as one. */
  backlog(): number
  /** The time of the oldest of them, in milliseconds since 1970. */
  oldestAt(): number | undefined
  /** Shows the list, or the next event. */
  next(): void
  /** The connection is lost for so long that the next sight is a list. */
  lose(): void
}

const kinds: Readonly<Record<string, KindName>> = {
  plans: 'Plan',
  orders: 'Order',
  refunds: 'Refund',
  checkouts: 'Checkout',
}

/** Shows a listener the objects of a path. The list is as new as its reply; only the reply is late. */
export function createFeed(
  { path, listener }: { path: string; listener: WatchListener },
  { store, now }: { store: Store; now(): number },
): Feed {
  const kind = kinds[path.slice(`/apis/${apiVersion}/`.length)]
  const log = kind === undefined ? [] : store.log(kind)
  let position = 0
  let askedAt: number | undefined = now()

  function list(): void {
    const objects = kind === undefined ? [ownNamespace] : store.list(kind)
    position = log.length
    askedAt = undefined
    listener.onListStart()
    listener.onPage(objects)
    listener.onListEnd(BigInt(store.revision()))
    listener.onConnection(true)
  }

  return {
    about: kind ?? 'Namespace',
    backlog: () => (askedAt === undefined ? log.length - position : 1),
    oldestAt: () => askedAt ?? log[position]?.at,
    next() {
      if (askedAt !== undefined) return list()
      const change = log[position]
      if (change === undefined) return
      position += 1
      if (change.after !== undefined) return listener.onChange(change.after)
      const { before, revision } = change
      const metadata = { ...before?.metadata, resourceVersion: String(revision) }
      listener.onDelete({ ...before, metadata })
    },
    lose() {
      askedAt ??= log[position]?.at ?? now()
      listener.onConnection(false)
    },
  }
}

const ownNamespace = {
  metadata: { name: namespace, resourceVersion: '1' },
  status: { phase: 'Active' },
}
