import assert from 'node:assert/strict'
import t from 'tap'
import { closeAbandoned } from '../../../hooks/cashier/checkouts/close-abandoned.ts'
import { visitCheckout } from '../../../hooks/cashier/checkouts/visit-checkout.ts'
import type { GatewayClient } from '../../../hooks/gateway/gateway.ts'
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

t.test('nothing is done without a session, or while a restore writes the namespace', async t => {
  const played = await playCashierTools(t)
  const { tools } = played
  t.strictSame(await closeAbandoned(tools, played.checkout(), signal), finished)
  const checkout = await openOne(played)
  t.strictSame(await closeAbandoned({ ...tools, isRestoring: () => true }, checkout, signal), finished)
  t.match(Object.values(played.gateway.control.books.sessions), [{ isExpired: false }])
  t.notOk(played.counts.includes('STRIPE unrecorded'))
})

t.test('the payment is ended too if the conference is deleted, with its keys', async t => {
  const played = await playCashierTools(t)
  const { tools } = played
  const checkout = await openOne(played)
  const gateways = { ...tools.gateways, clientOf: async () => assert.fail('the keys are deleted') }
  const closed = { ...tools, gateways, closedReason: () => 'The namespace "conf" does not exist' }
  t.strictSame(await closeAbandoned(closed, checkout, signal), finished)
  t.match(Object.values(played.gateway.control.books.sessions), [{ isExpired: true }])
  t.notOk(played.counts.includes('STRIPE unrecorded'))
})

t.test('a cashier that has used no keys yet reads them, and missing keys need a person', async t => {
  const played = await playCashierTools(t)
  const { tools } = played
  const checkout = await openOne(played)
  const closing = (client: GatewayClient | undefined) => {
    const gateways = { clientOf: async () => client, lastClientOf: () => undefined }
    return closeAbandoned({ ...tools, gateways }, checkout, signal)
  }
  t.strictSame(await closing(undefined), finished)
  t.ok(played.counts.includes('STRIPE unrecorded'))
  t.match(played.lines.at(-1), /^the payment of a deleted order cannot be closed: the API keys are deleted /)
  t.strictSame(await closing(played.gateway.stripe), finished)
  t.match(Object.values(played.gateway.control.books.sessions), [{ isExpired: true }])
})

t.test('a failure is retried, and a refusal needs a person', async t => {
  const played = await playCashierTools(t)
  const checkout = await openOne(played)
  const closing = (error: Error) => {
    const client = { ...played.gateway.stripe, expire: () => Promise.reject(error) }
    return closeAbandoned(
      { ...played.tools, gateways: { ...played.tools.gateways, lastClientOf: () => client } },
      checkout,
      signal,
    )
  }
  t.strictSame(await closing(new GatewayError('unknown', 'cut')), { next: 'retry' })
  t.strictSame(await closing(new GatewayError('refused', 'not found')), finished)
  t.match(played.lines.at(-1), /^the payment of a deleted order cannot be closed: the gateway refused /)
  t.ok(played.counts.includes('STRIPE unrecorded'))
  await t.rejects(closing(new Error('defect')), { message: 'defect' })
})
