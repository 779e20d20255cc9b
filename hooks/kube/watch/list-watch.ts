import type { KubeConfig } from '@kubernetes/client-node'
import { type ChangeListener, type ChangeOptions, keepWatching } from './keep-watching.ts'
import { type ListListener, type ListOptions, listAll, readPresentVersion } from './list.ts'

/** Receives the objects of a list and the changes of its watch, in the order of the changes. */
export interface WatchListener extends ListListener, ChangeListener {}

export interface ListWatchOptions extends ChangeOptions, ListOptions {
  listener: WatchListener
}

/**
 * Shows the listener all objects and every change until the signal. It lists consistently and watches from that version on,
 * as keepWatching describes. It lists again after a gap.
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
