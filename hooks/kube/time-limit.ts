/**
 * Runs with a signal that ends after so many milliseconds, with the outer signal, or when the run is over.
 * (A signal made by AbortSignal.any of AbortSignal.timeout can be forgotten by Node 24 while nobody listens to it.)
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

// A reason of its own is made once: the one that is made otherwise costs a stack for each call.
const over = new Error('Cannot continue the run: it is over')
