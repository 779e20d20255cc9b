const reportMs = 2000

export interface EachOptions {
  /** What the items are, in the plural. */
  plural: string
  /** How many are under way at a time; one after the other if 1. */
  atOnce: number
  log(line: string): void
  /** Milliseconds of a clock. */
  now?: () => number
}

/** Does it with each item and says every two seconds how far it is. Rejects with the first failure, once none is under way. */
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
