/** The time for which a watch has been disconnected. */
export interface Silence {
  onConnection(isConnected: boolean): void
  /** In milliseconds; 0 while the watch is connected. */
  durationMs(): number
}

/** The watch counts as disconnected from the start until its first connection. `now` is in milliseconds. */
export function measureSilence(now: () => number): Silence {
  let since: number | undefined = now()
  return {
    onConnection(isConnected) {
      since = isConnected ? undefined : now()
    },
    durationMs: () => (since === undefined ? 0 : now() - since),
  }
}
