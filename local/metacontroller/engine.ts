import type { Logger } from 'pino'
import { createApiClient } from '../kubernetes/api-client.ts'
import { isNotFound } from '../kubernetes/api-error.ts'
import { createDiscovery } from '../kubernetes/discovery.ts'
import { readKubeconfig } from '../kubernetes/kubeconfig.ts'
import { createObjectClient } from '../kubernetes/object-client.ts'
import { createTokenBucket } from '../kubernetes/token-bucket.ts'
import { runControllers } from './controllers/controllers.ts'
import { createEventRecorder } from './kubernetes/events.ts'
import { reflect } from './kubernetes/reflector.ts'
import { createWatchCache } from './kubernetes/watch-cache.ts'
import { createWatchCaches } from './kubernetes/watch-caches.ts'

export interface EngineOptions {
  kubeconfig: string
  workers: number
  log: Logger
  /** Called for errors on which Metacontroller itself ends with a stack trace. */
  fatal(error: Error): void
}

export interface RunningEngine {
  stop(): Promise<void>
}

const compositeControllers = {
  apiVersion: 'metacontroller.k8s.io/v1alpha1',
  kind: 'CompositeController',
  plural: 'compositecontrollers',
  namespaced: false,
}

// The rate limit recommended for Metacontroller: --client-go-qps=1000 --client-go-burst=2000.
const rateLimit = { perSecond: 1000, burst: 2000, now: Date.now }

/**
 * Starts the stand-in; resolves when all CompositeControllers run, or when their CRD does not exist. Throws if the
 * kubeconfig cannot be read.
 */
export async function startEngine({ kubeconfig, workers, log, fatal }: EngineOptions): Promise<RunningEngine> {
  const api = createApiClient(await readKubeconfig(kubeconfig), createTokenBucket(rateLimit))
  const engine = {
    client: createObjectClient(api),
    discovery: createDiscovery(api),
    caches: createWatchCaches(api, log),
    events: createEventRecorder(api, log),
    log,
    workers,
    fatal,
  }
  const cache = createWatchCache()
  const end = new AbortController()
  const firstList = Promise.withResolvers<void>()
  void reflect(api, compositeControllers, {
    cache,
    signal: end.signal,
    log,
    onList: firstList.resolve,
    onError: error => {
      if (isNotFound(error)) firstList.resolve()
    },
  })
  await firstList.promise
  const controllers = runControllers(engine, cache)
  await controllers.waitUntilSettled()
  log.info('ready')

  async function stop(): Promise<void> {
    end.abort()
    await controllers.stop()
  }

  return { stop }
}
