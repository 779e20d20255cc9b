/**
 * Runs with a signal that aborts after `milliseconds`, with the outer signal, or when the run is over. (Node 24 can
 * collect a signal of AbortSignal.any and AbortSignal.timeout as garbage while it has no listener; it then never aborts.)
 */
export async function withTimeLimit<T>(
  { milliseconds, outer }: { milliseconds: number; outer: AbortSignal },
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController()
  const abort = () => controller.abort()
  const timer = setTimeout(abort, milliseconds)
  outer.addEventListener('abort', abort)
  if (outer.aborted) abort()
  try {
    return await run(controller.signal)
  } finally {
    controller.abort(over)
    clearTimeout(timer)
    outer.removeEventListener('abort', abort)
  }
}

// One shared reason: without it, every call to abort() would create an error with its stack.
const over = new Error('Cannot continue the run: it is over')
