import { KubeError } from '../../hooks/kube/api.ts'
import type { Faults } from '../faults.ts'
import type { ApiServer } from '../server/api-server.ts'
import type { Store } from '../server/store.ts'
import type { World } from '../world.ts'

/** What people use: the API server through kubectl, which tells them when it refuses. */
export interface Market {
  api: ApiServer & Pick<Store, 'list'>
  world: World
  faults: Faults
  /** Names of orders there were. */
  past: Set<string>
  /** Does it; gives what was done in words, with what the API server said against it. */
  tried(what: string, act: (api: ApiServer) => void): string
}

export function createMarket({
  api,
  store,
  ...rest
}: Pick<Market, 'world' | 'faults'> & { api: ApiServer; store: Store }): Market {
  return {
    ...rest,
    api: { ...api, list: store.list },
    past: new Set(),
    tried(what, act) {
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
