import { collectDefaultMetrics, Registry } from 'prom-client'

/** The metrics of one program: those of Node.js and of the process are in it, its own are to be registered. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
