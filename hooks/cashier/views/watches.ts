import { createObjectStream, type ObjectSink } from '../../box-office/views/object-stream.ts'
import type { WatchListener } from '../../kube/watch/list-watch.ts'

/** Starts the list and the watch of a path. Resolves when the signal ends it; rejects only on a defect. */
export type Watch = (of: { path: string; listener: WatchListener; signal: AbortSignal }) => Promise<void>

/** The watches of the cashier. */
export interface Watches {
  /** The paths whose list is not complete yet, or whose watch is not connected. */
  awayPaths(): string[]
  /** Rejects if a watch fails, which is a defect; resolves when the signal has ended all of them. */
  ended: Promise<void>
}

/** Watches each path, and calls `onListed` once, when the objects of all paths have been listed. */
export function startWatches(
  sinks: Readonly<Record<string, ObjectSink>>,
  { watch, signal, onListed }: { watch: Watch; signal: AbortSignal; onListed(): void },
): Watches {
  const unlisted = new Set(Object.keys(sinks))
  const away = new Set(unlisted)

  function listenerOf(path: string, sink: ObjectSink): WatchListener {
    const stream = createObjectStream(sink)
    return {
      ...stream,
      onListEnd(version) {
        stream.onListEnd(version)
        if (unlisted.delete(path) && unlisted.size === 0) onListed()
      },
      onReach() {},
      onConnection(isConnected) {
        if (isConnected) away.delete(path)
        else away.add(path)
      },
    }
  }

  const runs = Object.entries(sinks).map(([path, sink]) => watch({ path, listener: listenerOf(path, sink), signal }))
  return {
    awayPaths: () => [...new Set([...unlisted, ...away])],
    ended: Promise.all(runs).then(() => {}),
  }
}
