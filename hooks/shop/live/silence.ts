/** The time since changes of a watch last arrived. */
export interface Silence {
  onConnection(isConnected: boolean): void
  /** In milliseconds; 0 while changes arrive. */
  durationMs(): number
}

/** Silence lasts from the start until the first connection. `now` is in milliseconds. */
export function measureSilence(now: () => number): Silence {
  let since: number | undefined = now()
  return {
    onConnection(isConnected) {
      since = isConnected ? undefined : now()
    },
    durationMs: () => (since === undefined ? 0 : now() - since),
  }
}
