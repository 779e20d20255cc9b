import type { Conference } from '../schema/conference.ts'
import { apiVersion } from '../schema/crd/kind.ts'
import type { CustomizeResponse } from '../schema/envelope.ts'
import type { Order } from '../schema/order.ts'
import type { Plan } from '../schema/plan.ts'

// Metacontroller keeps these answers by uid and generation: they may depend on names and spec only, never on labels or status.

/** A conference looks at the namespace of its name, its own or not. */
export function customizeConference({ metadata: { name } }: Conference): CustomizeResponse {
  return { relatedResources: [{ apiVersion: 'v1', resource: 'namespaces', names: [name] }] }
}

/** A plan looks at all orders and coupons of its namespace. */
export function customizePlan({ metadata }: Plan): CustomizeResponse {
  const where = namespaceOf(metadata)
  return {
    relatedResources: [
      { apiVersion, resource: 'orders', ...where },
      { apiVersion, resource: 'coupons', ...where },
    ],
  }
}

/** An order looks at the reservation of its name. */
export function customizeOrder({ metadata }: Order): CustomizeResponse {
  return {
    relatedResources: [{ apiVersion, resource: 'reservations', ...namespaceOf(metadata), names: [metadata.name] }],
  }
}

function namespaceOf({ namespace }: { namespace?: string }): { namespace: string } {
  // A rule without a namespace means every namespace (Metacontroller, customize hook): never leave it out.
  if (namespace === undefined) throw new TypeError('Cannot select related objects: the parent must have a namespace')
  return { namespace }
}
