import { createHash } from 'node:crypto'
import type { NewEvent } from '../../kube/api.ts'
import { microTime } from '../../rules/time.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import type { Order } from '../../schema/order/order.ts'
import type { Milestone } from './milestones.ts'

/** The longest note of an Event (Kubernetes API reference, Event v1 events.k8s.io). */
const longestNote = 1024

/**
 * The Event that shows a milestone on its order (kubectl describe order). Two leaders that see the same change write the same
 * name, so only one Event exists. `instance` is the replica that writes it; `at` is in milliseconds since 1970.
 */
export function orderEvent(
  { metadata }: Order,
  milestone: Milestone,
  { instance, at }: { instance: string; at: number },
): NewEvent {
  const { namespace = '', name, uid, resourceVersion = '' } = metadata
  const { reason, type, note } = milestone
  const digest = createHash('sha256').update(`${uid} ${resourceVersion} ${reason}`).digest('hex')
  return {
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: { namespace, name: `${name}.${digest.slice(0, 16)}` },
    regarding: { apiVersion, kind: 'Order', namespace, name, uid },
    type,
    reason,
    action: 'Decided',
    note: note.slice(0, longestNote),
    reportingController: 'app.corley.it/box-office',
    reportingInstance: instance,
    eventTime: microTime(at),
  }
}
