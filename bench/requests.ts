/** Who asks the API server for something. */
export type Asker = 'engine' | 'payment endpoint' | 'client' | 'others'

const askers: Record<string, Asker> = {
  'system:serviceaccount:metacontroller:metacontroller': 'engine',
  'system:serviceaccount:kconference-system:kconference-payments': 'payment endpoint',
  'kconference-admin': 'client',
}

/** Requests by who sent them, and by what was asked, such as "create tickets" or "update orders/status". */
export type Requests = Map<Asker, Map<string, number>>

/** What is asked as time goes by, whether anything is sold or not: which kinds there are, and for watches. */
export const background = 'in the background'

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
  // The engine's watches last; the payment endpoint has one for each callback.
  const isOfTime = resource === undefined || (verb === 'watch' && asker === 'engine')
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
