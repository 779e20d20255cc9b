import type { Order as OrderFacts } from '../rules/order.ts'
import type { Coupon as CouponFacts, Plan as PlanFacts } from '../rules/plan.ts'
import type { Stored } from '../rules/reservation.ts'
import { milliseconds } from '../rules/time.ts'
import type { Coupon } from '../schema/coupon.ts'
import type { Order } from '../schema/order.ts'
import type { Plan } from '../schema/plan.ts'
import type { Reservation } from '../schema/reservation.ts'

/** A stored plan → what the rules read of it. */
export function planFacts({ metadata: { name }, spec }: Plan): PlanFacts {
  const { price, currency, active, capacity, holdMinutes } = spec
  return { name, price, currency, active, capacity, holdMinutes }
}

/** A stored coupon → what the rules read of it. */
export function couponFacts({ metadata: { name }, spec }: Coupon): CouponFacts {
  const { price, planRef, maxRedemptions } = spec
  return { name, price, planRef, maxRedemptions }
}

/** A stored order → what the rules read of it. */
export function orderFacts({ metadata, spec, status }: Order): OrderFacts {
  const { name, uid, generation = 0, creationTimestamp } = metadata
  const { price, quantity, couponRef } = spec
  const createdAt = milliseconds(creationTimestamp)
  return {
    name,
    uid,
    generation,
    createdAt,
    price,
    quantity,
    couponRef,
    status: status ?? { payment: 'PENDING', quantity: 0 },
  }
}

/** A stored reservation → what the rules read of it. */
export function storedFacts({ metadata: { resourceVersion = '0' }, spec }: Reservation): Stored {
  return { reservation: spec, version: BigInt(resourceVersion) }
}
