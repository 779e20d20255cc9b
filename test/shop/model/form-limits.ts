import t from 'tap'
import { BuyerSpec } from '../../../hooks/schema/buyer.ts'
import { OrderSpec } from '../../../hooks/schema/order/order-spec.ts'
import { Attendee } from '../../../hooks/schema/ticket.ts'
import * as limits from '../../../hooks/shop/model/form-limits.ts'

/** The limit of a field of the schema, by the name of the field. */
function limitsOf({ properties }: { properties: object }): Record<string, number | undefined> {
  const fields = Object.entries(properties as Record<string, { maxLength?: number; maximum?: number }>)
  return Object.fromEntries(fields.map(([name, { maxLength, maximum }]) => [name, maxLength ?? maximum]))
}

t.test('the limits of forms are those of the stored objects', async t => {
  const { longestCoupon, longestEmail, longestName, longestPlan, mostTickets } = limits
  t.match(limitsOf(BuyerSpec), { firstname: longestName, lastname: longestName, email: longestEmail })
  t.match(limitsOf(Attendee), { firstname: longestName, lastname: longestName })
  t.match(limitsOf(OrderSpec), { planRef: longestPlan, couponRef: longestCoupon, quantity: mostTickets })
})
