import { collectDefaultMetrics, Registry } from 'prom-client'

/** A registry for the metrics of one program. It already has those of Node.js and of the process. */
export function createRegistry(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
