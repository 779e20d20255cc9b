import type { KubeError } from '../kube/api.ts'

/** The answer of the API server to a failed request, and the next step; `again` tells how to run the command again. */
export function describeFailure({ message, code }: KubeError, again: string): string {
  if (code === 401) return `${message}; create a new token for the account, then ${again}`
  if (code === 403)
    return `${message}; use the account kconference-backup of docs/backup.md, or give this one that right, then ${again}`
  return `${message}; ${again}`
}
