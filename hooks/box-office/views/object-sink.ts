import type { Logger } from 'pino'
import type { Clock } from '../clock.ts'
import type { OrderSight } from '../events/new-milestones.ts'
import { isDecidedByOldArbiter } from '../leading/old-arbiter.ts'
import type { Registered, Registry } from '../registry.ts'
import type { Namespaces } from './namespaces.ts'
import type { ObjectChecks } from './object-checks.ts'
import { createObjectReader } from './object-reader.ts'
import type { ObjectSink } from './object-stream.ts'

/** The kinds that the box office watches. */
export type ViewKind = keyof ObjectChecks | 'Namespace'

/** A kind, and whether all its objects have been listed once. */
export interface ListedKind {
  kind: ViewKind
  isListed: boolean
}

export interface SinkOptions {
  checks: ObjectChecks
  registry: Registry
  namespaces: Namespaces
  clock: Clock
  /** Called with a conference and the name of its changed order or reservation; without a name for any other change. */
  onChange(registered: Registered, name?: string): void
  /** Called with each sight of an order; `isFirst` says whether the first list shows it. */
  onOrder(sight: OrderSight): void
  /** Called when the first list shows a reservation of an arbiter of an older version. */
  onSuspicion(): void
  log: Pick<Logger, 'error'>
}

/** Creates the sink of a kind. It shows each object to the conference of its namespace. */
export function createObjectSink(view: ListedKind, options: SinkOptions): ObjectSink {
  const { kind } = view
  const { registry, namespaces, checks, clock, onChange, onOrder, onSuspicion, log } = options
  if (kind === 'Namespace') return namespaceSink(options)
  // A refused write waits for a change of its order or its reservation, which share one name.
  const isOfName = kind === 'Order' || kind === 'Reservation'
  const reader = createObjectReader({
    kind,
    check: checks[kind],
    registry,
    now: clock.now,
    onOrder: ({ namespace }, name, order) => onOrder({ namespace, name, order, isFirst: !view.isListed }),
    onSight: (registered, name) => onChange(registered, isOfName ? name : undefined),
    log,
  })
  return {
    ...reader,
    onObject(identity, object) {
      if (kind === 'Reservation' && !view.isListed && isDecidedByOldArbiter(object)) onSuspicion()
      reader.onObject(identity, object)
    },
    onDelete(identity) {
      reader.onDelete(identity)
      if (!namespaces.has(identity.namespace)) registry.dropIfEmpty(identity.namespace)
    },
  }
}

function namespaceSink({ registry, namespaces, onChange, log }: SinkOptions): ObjectSink {
  const see = (name: string, object: object | undefined) => {
    namespaces.see(name, object)
    const registered = registry.get(name)
    if (registered === undefined) return
    if (object === undefined) registry.dropIfEmpty(name)
    onChange(registered)
  }
  return {
    onObject: ({ name }, object) => see(name, object),
    onDelete: ({ name }) => see(name, undefined),
    onUnnamed: object => log.error({ kind: 'Namespace', object }, 'object without a name or a resourceVersion'),
  }
}
