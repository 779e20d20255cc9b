import t from 'tap'
import type { CaseFile } from '../../../../hooks/box-office/conference/case-file/case-file.ts'
import { claimsOf } from '../../../../hooks/box-office/conference/case-file/claims.ts'
import { observe } from '../../../../hooks/box-office/conference/case-file/observed.ts'
import { orderFacts } from '../../../../hooks/box-office/objects/facts.ts'
import { anOrder, aReservation } from '../../../fixtures/objects.ts'

const sold = orderFacts(anOrder({ status: { payment: 'CONFIRMED', quantity: 2, seats: [2, 3] } }))
const file: CaseFile = { name: 'order-1', order: sold }

t.test('a sale without its reservation keeps its seats', async t => {
  t.match(claimsOf(file), { observed: undefined, inFlight: { decision: 'Sold', quantity: 2, seats: [2, 3] } })
})

t.test('a reservation or a write of ours is all that counts', async t => {
  const watched = observe(aReservation())
  t.strictSame(claimsOf({ ...file, watched }), { observed: watched.stored, inFlight: undefined })
  const { spec } = aReservation({ decision: 'Released' })
  const write = { name: 'order-1', spec, order: { name: 'order-1', uid: 'uid-of-order-1' } }
  t.strictSame(claimsOf({ ...file, inFlight: { write, state: 'unknown' } }), { observed: undefined, inFlight: spec })
  t.strictSame(claimsOf({ name: 'order-1' }), { observed: undefined, inFlight: undefined })
})
