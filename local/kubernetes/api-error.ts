/** An answer of the API server other than 2xx; `reason` is that of its Status object. */
export class ApiError extends Error {
  override name = 'ApiError'
  readonly code: number
  readonly reason: string

  constructor(message: string, { code, reason }: { code: number; reason: string }) {
    super(message)
    this.code = code
    this.reason = reason
  }
}

/** Reads the Status object of a failed call; a body without one becomes the message as it is. */
export function apiErrorOf(code: number, body: string): ApiError {
  try {
    const { message, reason } = JSON.parse(body)
    return new ApiError(message ?? body, { code, reason: reason ?? '' })
  } catch {
    return new ApiError(body.trim() || `HTTP ${code}`, { code, reason: '' })
  }
}

export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.code === 404
}

/** The object changed since it was read. AlreadyExists has the same code, but is no conflict. */
export function isConflict(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'Conflict'
}

export function isAlreadyExists(error: unknown): boolean {
  return error instanceof ApiError && error.reason === 'AlreadyExists'
}
