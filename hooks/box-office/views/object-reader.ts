import type { Logger } from 'pino'
import type { Order } from '../../schema/order/order.ts'
import type { Sighting } from '../conference/conference-office.ts'
import type { Registered, Registry } from '../registry.ts'
import type { Check } from './object-checks.ts'
import type { Identity, ObjectSink } from './object-stream.ts'

export interface ObjectReaderOptions {
  kind: Sighting['kind']
  check: Check
  registry: Registry
  /** Milliseconds since 1970. */
  now(): number
  /** Called with each readable order, and with undefined for one that is deleted or unreadable. */
  onOrder(registered: Registered, name: string, order: Order | undefined): void
  /** Called after each sight of an object of that name. */
  onSight(registered: Registered, name: string): void
  log: Pick<Logger, 'error'>
}

/**
 * Shows the objects of one kind to their conferences. An unreadable object does not stop the view: it is logged and noted, and
 * its last readable state stays. An unreadable order counts as unknown, so that nothing is decided on it.
 */
export function createObjectReader(options: ObjectReaderOptions): ObjectSink {
  const { kind, check, registry, now, onOrder, onSight, log } = options

  function show(registered: Registered, sight: Sighting): void {
    const key = `${kind}/${sight.name}`
    const misfit = sight.object === undefined ? undefined : check(sight.object)
    const fault = misfit ?? recordSight(registered, sight)
    if (fault === undefined) registered.unreadable.delete(key)
    else if (registered.unreadable.get(key) !== fault) {
      registered.unreadable.set(key, fault)
      log.error({ kind, namespace: registered.namespace, name: sight.name, fault }, 'object cannot be read')
      if (kind === 'Order') recordSight(registered, { ...sight, object: undefined } as Sighting)
    }
    onSight(registered, sight.name)
  }

  function recordSight(registered: Registered, sight: Sighting): string | undefined {
    try {
      registered.conference.see(sight, now())
      if (sight.kind === 'Order') {
        registered.orders.set(sight.name, sight.object)
        registered.money.set(sight.name, sight.object)
        onOrder(registered, sight.name, sight.object)
      }
      return undefined
    } catch (error) {
      log.error({ err: error, kind, name: sight.name }, 'reading an object failed')
      return String(error)
    }
  }

  const sightOf = ({ name, version }: Identity, object: object | undefined) =>
    ({ kind, name, object, version }) as Sighting
  return {
    onObject: (identity, object) => show(registry.getOrCreate(identity.namespace), sightOf(identity, object)),
    onDelete: identity => show(registry.getOrCreate(identity.namespace), sightOf(identity, undefined)),
    onUnnamed: object => log.error({ kind, object }, 'object without a name or a resourceVersion'),
  }
}
