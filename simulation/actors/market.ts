import { KubeError } from '../../hooks/kube/api.ts'
import type { Faults } from '../schedule/faults.ts'
import type { ApiServer } from '../server/api-server.ts'
import type { Store } from '../server/store.ts'
import type { World } from '../world.ts'

/** The access of people: the API server through kubectl, which prints refusals. */
export interface Market {
  api: ApiServer & Pick<Store, 'list'>
  world: World
  faults: Faults
  /** The simulated time, in milliseconds since 1970. */
  now(): number
  /** The names of all orders so far. */
  past: Set<string>
  /** Runs an action. Returns its description, with the message of the API server if it refuses the action. */
  attempt(what: string, act: (api: ApiServer) => void): string
}

export function createMarket({
  api,
  store,
  ...rest
}: Pick<Market, 'world' | 'faults' | 'now'> & { api: ApiServer; store: Store }): Market {
  return {
    ...rest,
    api: { ...api, list: store.list },
    past: new Set(),
    attempt(what, act) {
      try {
        act(api)
        return what
      } catch (error) {
        if (error instanceof KubeError) return `${what}: ${error.message}`
        throw error
      }
    },
  }
}
