import { KubeError } from '../../kube/api.ts'
import type { ErrorView } from '../../shop/model/page-views.ts'

/** A request that is answered with an error page. */
export class PageError extends Error {
  readonly status: ErrorView['status']
  readonly retryAfterSeconds: number | undefined

  constructor(status: ErrorView['status'], { retryAfterSeconds }: { retryAfterSeconds?: number } = {}) {
    super(`Cannot serve the page: the answer must be an error page with status ${status}`)
    this.name = 'PageError'
    this.status = status
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The one error for both a wrong link and an unknown order. */
export function notFoundError(): PageError {
  return new PageError(404)
}

/** The error for a right link to a ticket that no longer exists. Only its holder has the link, so nobody else learns of it. */
export function endedTicketError(): PageError {
  return new PageError(410)
}

/** The time after which an outage may be over. */
export const awaySeconds = 5

/** The error while the offers are not known yet, or the API server does not answer. */
export function awayError(): PageError {
  return new PageError(503, { retryAfterSeconds: awaySeconds })
}

/** The HTTP status of any error. 500 means a defect. */
export function statusCodeOf(error: Error & { statusCode?: number }): ErrorView['status'] | 500 {
  if (error instanceof PageError) return error.status
  // A recreated object has another uid than the patch (409), and a namespace may be deleted (404).
  if (error instanceof KubeError) return error.code === 404 || error.code === 409 ? 404 : 503
  const { statusCode = 500 } = error
  return statusCode >= 400 && statusCode < 500 ? 400 : 500
}
