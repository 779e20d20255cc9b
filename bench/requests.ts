/** The sender of a request to the API server. */
export type Requester = 'engine' | 'box office' | 'payment endpoint' | 'shop' | 'client' | 'others'

const requesters: Record<string, Requester> = {
  'system:serviceaccount:metacontroller:metacontroller': 'engine',
  'system:serviceaccount:kconference-system:kconference-box-office': 'box office',
  'system:serviceaccount:kconference-system:kconference-payments': 'payment endpoint',
  'system:serviceaccount:kconference-system:kconference-shop': 'shop',
  'kconference-admin': 'client',
}

/** Requests by sender, then by verb and resource, such as "create tickets" or "update orders/status". */
export type Requests = Map<Requester, Map<string, number>>

/** Requests that recur with time, even without a sale: kinds, watches, Leases, and the check for an older arbiter. */
export const background = 'in the background'

const periodicResources = new Set(['leases', 'compositecontrollers', 'namespaces'])

interface AuditEvent {
  verb: string
  user: { username: string }
  objectRef?: { resource?: string; subresource?: string }
}

/** Counts one line of the API server's audit log. */
export function countRequest(requests: Requests, line: string): void {
  const { verb, user, objectRef } = JSON.parse(line) as AuditEvent
  const { resource, subresource } = objectRef ?? {}
  const asker = requesters[user.username] ?? 'others'
  const isLasting = verb === 'watch' && isProgram(asker)
  const isOfTime = resource === undefined || isLasting || (asker === 'box office' && periodicResources.has(resource))
  const place = `${resource}${subresource === undefined ? '' : `/${subresource}`}`
  const what = isOfTime ? background : `${verb} ${place}`
  const counts = requests.get(asker) ?? new Map<string, number>()
  requests.set(asker, counts.set(what, (counts.get(what) ?? 0) + 1))
}

// The number of watches does not depend on the number of orders.
function isProgram(asker: Requester): boolean {
  return asker !== 'client' && asker !== 'others'
}

/** The number of requests of one kind, or of all kinds but the background. */
export function countOf(requests: Requests, asker: Requester, what?: string): number {
  const counts = requests.get(asker) ?? new Map<string, number>()
  if (what !== undefined) return counts.get(what) ?? 0
  return [...counts].reduce((sum, [what, count]) => (what === background ? sum : sum + count), 0)
}
