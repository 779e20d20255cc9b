import t from 'tap'
import { writeCheckout } from '../../../hooks/cashier/checkouts/write-checkout.ts'
import type { CheckoutStatus } from '../../../hooks/schema/money/checkout.ts'
import { playCashierTools, thisCheckout } from '../../fixtures/cashier/played-tools.ts'
import { signal } from '../../fixtures/gateway/played.ts'

const paid: CheckoutStatus = { state: 'Paid', sessionId: 's' }
const failed: CheckoutStatus = { state: 'Failed', reason: 'HoldOver', message: 'Over' }

t.test('a status is written if it differs, and its state is counted', async t => {
  const { tools, api, checkout, counts, lines } = await playCashierTools(t)
  const stored = await writeCheckout(tools, { checkout: checkout(), status: failed }, signal)
  t.strictSame([stored.status, checkout().status], [failed, failed])
  await writeCheckout(tools, { checkout: stored, status: { ...failed } }, signal)
  await writeCheckout(tools, { checkout: stored, status: { ...failed, message: 'Another' } }, signal)
  t.equal(api.calls.filter(call => call === 'put Checkout').length, 2)
  t.strictSame([counts, lines.length], [['Checkout STRIPE Failed'], 2])
})

t.test('the write of another replica is a conflict', async t => {
  const { tools, api, checkout } = await playCashierTools(t)
  const read = checkout()
  api.put({ ...read, status: { state: 'Open' } })
  await t.rejects(writeCheckout(tools, { checkout: read, status: failed }, signal), { message: 'conflict' })
  t.equal(checkout().status?.state, 'Open')
})

t.test('money that moved is written over the conclusion of another replica', async t => {
  const { tools, api, checkout } = await playCashierTools(t)
  const read = checkout()
  api.put({ ...read, status: failed })
  t.strictSame((await writeCheckout(tools, { checkout: read, status: paid }, signal)).status, paid)
  t.strictSame(checkout().status, paid)
  t.strictSame((await writeCheckout(tools, { checkout: read, status: paid }, signal)).status, paid, 'both wrote it')
})

t.test('nothing is written into another checkout of its name', async t => {
  const { tools, api, checkout } = await playCashierTools(t)
  const read = checkout()
  api.put(thisCheckout({ metadata: { uid: 'another' } }))
  await t.rejects(writeCheckout(tools, { checkout: read, status: paid }, signal), { message: 'conflict' })
  api.remove('Checkout', 'order-1-1')
  await t.rejects(writeCheckout(tools, { checkout: read, status: paid }, signal), { message: 'conflict' })
})

t.test('an outage is an error', async t => {
  const { tools, api, checkout } = await playCashierTools(t)
  api.before = () => {
    throw new Error('outage')
  }
  await t.rejects(writeCheckout(tools, { checkout: checkout(), status: paid }, signal), { message: 'outage' })
})
