import t from 'tap'
import { closeAbandoned } from '../../../hooks/cashier/checkouts/close-abandoned.ts'
import { visitCheckout } from '../../../hooks/cashier/checkouts/visit-checkout.ts'
import { GatewayError } from '../../../hooks/gateway/gateway-error.ts'
import { type PlayedCashier, playCashierTools } from '../../fixtures/cashier/played-tools.ts'
import { signal } from '../../fixtures/gateway/played.ts'

const key = { namespace: 'conf', name: 'order-1-1' }
const finished = { next: 'finished' }

async function openOne(played: PlayedCashier) {
  await visitCheckout(played.tools, key, signal)
  return played.checkout()
}

t.test('the payment of a deleted order is ended', async t => {
  const played = await playCashierTools(t)
  const checkout = await openOne(played)
  t.strictSame(await closeAbandoned(played.tools, checkout, signal), finished)
  t.match(Object.values(played.gateway.control.books.sessions), [{ isExpired: true }])
})

t.test('money that came before the end needs a person', async t => {
  const played = await playCashierTools(t)
  const checkout = await openOne(played)
  await played.gateway.press(checkout.status?.url, 'pay')
  t.strictSame(await closeAbandoned(played.tools, checkout, signal), finished)
  t.ok(played.counts.includes('STRIPE unrecorded'))
  t.match(played.lines.at(-1), /a deleted order was paid/)
})

t.test('nothing is done without a session, without keys, or in a namespace that is left alone', async t => {
  const played = await playCashierTools(t)
  const { tools } = played
  t.strictSame(await closeAbandoned(tools, played.checkout(), signal), finished)
  const checkout = await openOne(played)
  t.strictSame(await closeAbandoned({ ...tools, closedReason: () => 'restoring' }, checkout, signal), finished)
  const gateways = { clientOf: async () => undefined }
  t.strictSame(await closeAbandoned({ ...tools, gateways }, checkout, signal), finished)
  t.match(Object.values(played.gateway.control.books.sessions), [{ isExpired: false }])
})

t.test('a failure is tried again, and a refusal is the end', async t => {
  const played = await playCashierTools(t)
  const checkout = await openOne(played)
  const closing = (error: Error) => {
    const client = { ...played.gateway.stripe, expire: () => Promise.reject(error) }
    return closeAbandoned({ ...played.tools, gateways: { clientOf: async () => client } }, checkout, signal)
  }
  t.strictSame(await closing(new GatewayError('unknown', 'cut')), { next: 'retry' })
  t.strictSame(await closing(new GatewayError('refused', 'not found')), finished)
  await t.rejects(closing(new Error('defect')), { message: 'defect' })
})
