/** Runs a function when its turn comes. */
export type Turns = <T>(run: () => Promise<T>) => Promise<T>

/** Lets `limit` functions run at once. The others wait in the order of their calls. */
export function createTurns(limit: number): Turns {
  const queue: (() => void)[] = []
  let running = 0
  return async run => {
    if (running < limit) running += 1
    else await new Promise<void>(resolve => queue.push(resolve))
    try {
      return await run()
    } finally {
      const next = queue.shift()
      if (next === undefined) running -= 1
      else next()
    }
  }
}
