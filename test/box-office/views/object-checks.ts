import t from 'tap'
import { createObjectChecks } from '../../../hooks/box-office/views/object-checks.ts'
import { compileCheck } from '../../../hooks/http/validator.ts'
import { aCoupon, anOrder, aPayment, aPlan, aReservation, aSeatPool } from '../../fixtures/objects.ts'

const checks = createObjectChecks(compileCheck)
const objects = {
  Plan: aPlan(),
  SeatPool: aSeatPool(),
  Coupon: aCoupon(),
  Order: anOrder(),
  Payment: aPayment(),
  Reservation: aReservation(),
}

t.test('an object fits the schema of its own kind and no other', async t => {
  const kinds = Object.keys(objects) as (keyof typeof objects)[]
  const fitting = kinds.map(kind => kinds.filter(other => checks[kind](objects[other]) === undefined))
  t.strictSame(
    fitting,
    kinds.map(kind => [kind]),
  )
})

t.test('a fault names its place in the object', async t => {
  const order = anOrder({ quantity: '2' as never })
  t.equal(checks.Order(order), 'order/spec/quantity must be integer')
  t.equal(checks.SeatPool(aSeatPool({ capacity: -1 })), 'seat pool/spec/capacity must be >= 0')
})
