const reportMs = 2000

export interface EachOptions {
  /** The name of the items for the log, in the plural. */
  plural: string
  /** The number of items under way at a time. */
  atOnce: number
  log(line: string): void
  /** The time in milliseconds. */
  now?: () => number
}

/**
 * Runs `act` on each item and logs the progress every two seconds. After a failure it starts no more items, waits for
 * those under way, and rejects with the first failure.
 */
export async function processEach<T>(
  items: readonly T[],
  act: (item: T) => Promise<void>,
  { plural, atOnce, log, now = Date.now }: EachOptions,
): Promise<void> {
  const rest = items.values()
  const failures: unknown[] = []
  let done = 0
  let reportedAt = now()
  const work = async () => {
    for (const item of rest) {
      await act(item).catch(failure => failures.push(failure))
      if (failures.length > 0) return
      done += 1
      if (now() - reportedAt < reportMs) continue
      reportedAt = now()
      log(`${plural}: ${done} of ${items.length}`)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  if (failures.length > 0) throw failures[0]
  if (items.length > 0) log(`${plural}: ${items.length}`)
}
