import type { PlayedRequest, Route } from './exchange.ts'
import type { Outages } from './outages.ts'
import type { Reaction } from './server.ts'

export interface ReactorParts {
  /** The APIs, which can fail. */
  api: Route
  /** Pages and control, which never fail and which answer every request. */
  pages: Route
  outages: Outages
  /** Called when the answer to a request of the API was sent or cut. */
  ends: readonly ((request: PlayedRequest) => void)[]
  /** Saves what a request changed. */
  save(): void
}

/** Reacts to requests: the planned failures decide whether a request takes effect, and whether its answer is sent. */
export function createReactor({
  api,
  pages,
  outages,
  ends,
  save,
}: ReactorParts): (request: PlayedRequest) => Promise<Reaction> {
  return async given => {
    const outage = isOfApi(given) ? outages.take(given) : undefined
    if (outage?.kind === 'refuse') return 'cut'
    const isFailure = outage?.kind === 'fail' || outage?.kind === 'fail-after'
    const failure = { status: outage?.status ?? 500, isEffective: outage?.kind === 'fail-after' }
    const request = isFailure ? { ...given, failure } : given
    const answer = api(request) ?? pages(request) ?? 'cut'
    if (request.method === 'POST') save()
    try {
      if (outage?.kind === 'hold') await outages.waitForRelease()
      return outage?.kind === 'cut' ? 'cut' : answer
    } finally {
      for (const end of ends) end(request)
    }
  }
}

function isOfApi({ path }: PlayedRequest): boolean {
  return path.startsWith('/v1/') || path.startsWith('/v2/')
}
