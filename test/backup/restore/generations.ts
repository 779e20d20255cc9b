import t from 'tap'
import {
  isAnswered,
  type ObjectFacts,
  type Renewals,
  renewReservation,
  renewStatus,
  renewTicket,
} from '../../../hooks/backup/restore/generations.ts'
import { newCheckout } from '../../../hooks/schema/money/checkout.ts'
import { newRefund } from '../../../hooks/schema/money/refund.ts'
import { stored } from '../../fixtures/backup/sold-conference.ts'
import { aReservation, aTicket } from '../../fixtures/objects.ts'

const renewals: Renewals = new Map([
  ['order', { uid: 'new-order', generation: { was: 4, is: 1 } }],
  ['reservation', { uid: 'new-reservation', generation: { was: 7, is: 2 } }],
])

t.test('a reservation for the latest generation of its order gets the new generation', async t => {
  const answers = (orderUid: string, orderGeneration?: number) =>
    aReservation({ orderUid, ...(orderGeneration !== undefined && { orderGeneration }) }) as ObjectFacts
  const orderGeneration = (said: ObjectFacts) => renewReservation(said, renewals).spec?.['orderGeneration']
  t.equal(orderGeneration(answers('order', 4)), 1)
  t.equal(orderGeneration(answers('order', 3)), 0, 'an earlier generation stays earlier')
  t.equal(orderGeneration(answers('another', 3)), 3)
  t.strictSame(renewReservation(answers('order', 4), renewals), answers('order', 1), 'everything else is kept')
  t.strictSame(renewReservation(answers('order'), renewals), answers('order'))
  t.strictSame(renewReservation({ metadata: answers('order').metadata }, renewals), {
    metadata: answers('order').metadata,
  })
})

t.test('a ticket gets the new generations of its order and of its reservation', async t => {
  const labels = { 'controller-uid': 'order' }
  const made = (order: string, reservation: string, more: object = { labels }) => {
    const annotations = { 'orders.app.corley.it/generation': order, 'orders.app.corley.it/reservation': reservation }
    return aTicket({ metadata: { ...more, annotations: { ...annotations, note: 'x' } } }) as ObjectFacts
  }
  const anew = (said: ObjectFacts) => renewTicket(said, renewals)
  t.strictSame(anew(made('4', 'reservation/7')), made('1', 'reservation/2'))
  t.strictSame(anew(made('3', 'reservation/6')), made('0', 'reservation/1'))
  t.strictSame(anew(made('4', 'another/7')), made('1', 'another/7'), 'created for a deleted reservation')
  t.strictSame(anew(made('4', 'reservation/7', {})), made('4', 'reservation/2', {}), 'without a known order')
  for (const [order, reservation] of [
    ['x', 'reservation/x'],
    ['', 'reservation'],
    ['-1', 'reservation/'],
    ['4.5', ''],
  ] as const)
    t.strictSame(anew(made(order, reservation)), made(order, reservation), 'a value that is no number is kept')
  t.strictSame(
    anew(aTicket({ metadata: { labels } })),
    aTicket({ metadata: { labels } }),
    'a ticket without annotations is kept',
  )
})

t.test('a status and each of its conditions get the new generation', async t => {
  const own = { uid: 'u', generation: { was: 4, is: 1 } }
  t.strictSame(renewStatus({ observedGeneration: 4, held: 1 }, own), { observedGeneration: 1, held: 1 })
  t.strictSame(renewStatus({ observedGeneration: 2 }, own), { observedGeneration: 0 })
  t.strictSame(renewStatus({ phase: 'Active' }, own), { phase: 'Active' })
  const conditions = [{ type: 'Ready', observedGeneration: 4 }, { type: 'Paid', observedGeneration: 3 }, { type: 'X' }]
  t.strictSame(renewStatus({ conditions }, own), {
    conditions: [{ type: 'Ready', observedGeneration: 1 }, { type: 'Paid', observedGeneration: 0 }, { type: 'X' }],
  })
})

t.test('a status is an answer if it has observedGeneration', async t => {
  t.ok(isAnswered(stored('Order', 'sold')))
  t.ok(isAnswered({ ...stored('Order', 'sold'), status: { observedGeneration: 0 } }))
  t.notOk(isAnswered(stored('Order', 'unanswered')))
  t.notOk(isAnswered(stored('Coupon', 'few')))
})

t.test('the status of a checkout or refund is an answer unless it is that of a new object', async t => {
  for (const [kind, fresh] of [
    ['Checkout', newCheckout],
    ['Refund', newRefund],
  ] as const) {
    t.notOk(isAnswered({ kind, status: fresh }))
    t.notOk(isAnswered({ kind }))
    t.ok(isAnswered({ kind, status: { state: 'Requested', reason: 'GatewayUnreachable' } }))
    t.ok(isAnswered({ kind, status: { state: 'Failed' } }))
  }
})
