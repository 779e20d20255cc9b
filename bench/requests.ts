/** Who asks the API server for something. */
export type Asker = 'engine' | 'box office' | 'payment endpoint' | 'client' | 'others'

const askers: Record<string, Asker> = {
  'system:serviceaccount:metacontroller:metacontroller': 'engine',
  'system:serviceaccount:kconference-system:kconference-box-office': 'box office',
  'system:serviceaccount:kconference-system:kconference-payments': 'payment endpoint',
  'kconference-admin': 'client',
}

/** Requests by who sent them, and by what was asked, such as "create tickets" or "update orders/status". */
export type Requests = Map<Asker, Map<string, number>>

/** What is asked as time goes by, whether anything is sold or not: kinds, watches, Leases, whether an older arbiter runs. */
export const background = 'in the background'

const askedByTime = new Set(['leases', 'compositecontrollers', 'namespaces'])

interface AuditEvent {
  verb: string
  user: { username: string }
  objectRef?: { resource?: string; subresource?: string }
}

/** Counts one line of the API server's audit log. */
export function countRequest(requests: Requests, line: string): void {
  const { verb, user, objectRef } = JSON.parse(line) as AuditEvent
  const { resource, subresource } = objectRef ?? {}
  const asker = askers[user.username] ?? 'others'
  // The watches of engine and box office last; the payment endpoint opens one for each callback.
  const isLasting = verb === 'watch' && (asker === 'engine' || asker === 'box office')
  const isOfTime = resource === undefined || isLasting || (asker === 'box office' && askedByTime.has(resource))
  const place = `${resource}${subresource === undefined ? '' : `/${subresource}`}`
  const what = isOfTime ? background : `${verb} ${place}`
  const counts = requests.get(asker) ?? new Map<string, number>()
  requests.set(asker, counts.set(what, (counts.get(what) ?? 0) + 1))
}

/** How many of one kind, or of all but those in the background. */
export function countOf(requests: Requests, asker: Asker, what?: string): number {
  const counts = requests.get(asker) ?? new Map<string, number>()
  if (what !== undefined) return counts.get(what) ?? 0
  return [...counts].reduce((sum, [what, count]) => (what === background ? sum : sum + count), 0)
}
