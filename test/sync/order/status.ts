import t from 'tap'
import { orderStatus } from '../../../hooks/sync/order/status.ts'
import { anOrder, now } from '../../fixtures/objects.ts'
import { anEntry, decision, factsOf, stand } from '../../fixtures/rules/facts.ts'

const tickets = { kept: [], missing: [] }

function condition(type: string, status: string, reason: string, message: string) {
  return { type, status, reason, message, lastTransitionTime: '2026-11-20T08:00:00Z', observedGeneration: 1 }
}

t.test('the whole status is written, because it replaces the earlier one', async t => {
  const [facts, standing] = stand(factsOf({ ...decision('Sold'), tickets: 1 }, [anEntry('29.90')]))
  t.strictSame(orderStatus(anOrder(), { facts, standing, tickets, now }), {
    payment: 'CONFIRMED',
    quantity: 1,
    labelSelector: 'orders.app.corley.it=order-1',
    reason: 'PaymentReceived',
    message: 'The payment was received',
    total: '29.90',
    paid: '29.90',
    currency: 'EUR',
    conditions: [
      condition('Reserved', 'True', 'Sold', 'The payment was received'),
      condition('Paid', 'True', 'PaymentReceived', '29.90 of 29.90 EUR is paid'),
      condition('Ticketed', 'True', 'TicketsMade', '1 of 1 ticket exists'),
      condition('RefundDue', 'False', 'NothingDue', 'Nothing to refund'),
    ],
  })
})

t.test('amounts have no currency until the box office has decided', async t => {
  const [facts, standing] = stand(factsOf({ reservation: undefined, currency: undefined }))
  const status = orderStatus(anOrder(), { facts, standing, tickets, now })
  t.match(status, { payment: 'PENDING', reason: 'Reserving', total: '29.90', paid: '0.00' })
  t.notOk('currency' in status)
})

t.test('amounts have the digits of their currency', async t => {
  const entry = anEntry('1000', { currency: 'JPY' })
  const [facts, standing] = stand(factsOf({ total: 3000n, currency: 'JPY' }, [entry]))
  const status = orderStatus(anOrder(), { facts, standing, tickets, now })
  t.match(status, { currency: 'JPY', total: '3000', paid: '1000' })
})

t.test('the status has the announced amount, if there is one', async t => {
  const pendingOf = (entries: Parameters<typeof factsOf>[1], currency = 'EUR') => {
    const [facts, standing] = stand(factsOf({ currency }, entries))
    const status = orderStatus(anOrder(), { facts, standing, tickets, now })
    return 'pending' in status ? status.pending : 'absent'
  }
  const announced = anEntry('29.90', { state: 'Pending' })
  t.equal(pendingOf([announced]), '29.90')
  t.equal(pendingOf([anEntry('10.00', { transactionId: 'another' }), announced]), '29.90', 'beside money that arrived')
  t.equal(pendingOf([anEntry('3000', { state: 'Pending', currency: 'JPY' })], 'JPY'), '3000')
  t.equal(pendingOf([announced, { ...announced, state: 'Completed' }]), 'absent', 'it arrived')
  t.equal(pendingOf([announced, { ...announced, state: 'Denied' }]), 'absent', 'it was denied')
  t.equal(pendingOf([announced], 'JPY'), 'absent', 'in another currency')
  t.equal(pendingOf([]), 'absent')
})

t.test('the status has the money that is due back, and the money that is disputed', async t => {
  const inDoubt = (said: Parameters<typeof factsOf>[0], ...entries: ReturnType<typeof anEntry>[]) => {
    const [facts, standing] = stand(factsOf(said, entries))
    const status = orderStatus(anOrder(), { facts, standing, tickets, now })
    return { refundDue: 'absent', disputed: 'absent', ...pick(status) }
  }
  const pick = ({ refundDue, disputed }: ReturnType<typeof orderStatus>) => ({
    ...(refundDue !== undefined && { refundDue }),
    ...(disputed !== undefined && { disputed }),
  })
  const nothing = { refundDue: 'absent', disputed: 'absent' }
  const dollars = anEntry('5.00', { currency: 'USD', transactionId: 'dollars' })
  const reversed = anEntry('-29.90', { state: 'Reversed' })
  t.strictSame(inDoubt({}), nothing)
  t.strictSame(inDoubt(decision('Sold'), anEntry('29.90')), nothing)
  t.strictSame(inDoubt(decision('Sold'), anEntry('30.00')), { ...nothing, refundDue: '0.10' })
  t.strictSame(inDoubt(decision('Sold'), anEntry('30.00'), dollars), { ...nothing, refundDue: '0.10 EUR and 5.00 USD' })
  t.strictSame(inDoubt(decision('Sold'), anEntry('29.90'), dollars), { ...nothing, refundDue: '5.00 USD' })
  t.strictSame(inDoubt({ cancelled: true, currency: 'JPY' }, anEntry('3000', { currency: 'JPY' })), {
    ...nothing,
    refundDue: '3000',
  })
  const undecided = inDoubt({ reservation: undefined }, anEntry('29.90'))
  t.strictSame(undecided, nothing, 'the box office has not decided what the money buys')
  t.strictSame(inDoubt(decision('Sold'), anEntry('29.90'), reversed), { ...nothing, disputed: '29.90' })
  const canceled = anEntry('29.90', { state: 'ReversalCanceled' })
  t.strictSame(inDoubt(decision('Sold'), anEntry('29.90'), reversed, canceled), nothing)
})

t.test('the status names the pool of the seats', async t => {
  const of = (
    reservation: Parameters<typeof decision>[1] | undefined,
    known: { poolRef?: string; kept?: number[] },
  ) => {
    const { poolRef, kept = [1, 3] } = known
    const said = reservation === undefined ? { reservation: undefined } : decision('Held', reservation)
    const [facts, standing] = stand(factsOf(said))
    const status = { payment: 'PENDING' as const, quantity: 0, ...(poolRef !== undefined && { poolRef }) }
    const found = orderStatus(anOrder({ status }), { facts, standing, tickets: { ...tickets, seats: kept }, now })
    return ['seats' in found ? found.seats : 'absent', 'poolRef' in found ? found.poolRef : 'absent']
  }
  t.strictSame(of({ seats: [1, 3], poolRef: 'hall' }, {}), [[1, 3], 'hall'])
  t.strictSame(of({ seats: [1, 3] }, {}), [[1, 3], 'absent'], 'seats of the plan')
  t.strictSame(of({ seats: [1, 3] }, { poolRef: 'hall' }), [[1, 3], 'absent'], 'once they were of a pool')
  t.strictSame(
    of(undefined, { poolRef: 'hall' }),
    [[1, 3], 'hall'],
    'the pool of the last status without a reservation',
  )
  t.strictSame(of({ poolRef: 'hall' }, { kept: [] }), ['absent', 'absent'], 'no pool without seats')
})

t.test('the status has the end of the hold and the kept seats', async t => {
  const heldUntil = '2026-11-20T08:15:00Z'
  const of = (said: Parameters<typeof decision>[0], seats?: number[]) => {
    const [facts, standing] = stand(factsOf(decision(said, { heldUntil })))
    const { expiresAt, seats: kept } = orderStatus(anOrder(), {
      facts,
      standing,
      tickets: { ...tickets, ...(seats && { seats }) },
      now,
    })
    return [expiresAt, kept]
  }
  t.strictSame(of('Held', [1, 3]), [heldUntil, [1, 3]])
  t.strictSame(of('Sold', [1, 3]), [undefined, [1, 3]], 'a sale has no end')
  t.strictSame(of('Held', []), [heldUntil, undefined], 'no seats are absent, not empty')
  t.strictSame(of('Held'), [heldUntil, undefined])
})

t.test(
  'the answer that confirms an order counts the tickets that it creates, and a later one reports the missing ones',
  async t => {
    const missing = ['plan-0000001', 'plan-0000002']
    const said = (previous: 'PENDING' | 'CONFIRMED') => {
      const facts = { ...decision('Sold'), quantity: 3, tickets: 1, previous: { payment: previous } }
      const [known, standing] = stand(factsOf(facts, [anEntry('29.90')]))
      const tickets = { kept: ['plan-0000003'], missing }
      const { quantity, conditions = [] } = orderStatus(anOrder(), { facts: known, standing, tickets, now })
      return [quantity, conditions[2]?.status, conditions[2]?.reason]
    }
    t.strictSame(said('PENDING'), [3, 'True', 'TicketsMade'])
    t.strictSame(said('CONFIRMED'), [1, 'False', 'TicketsMissing'])
  },
)
