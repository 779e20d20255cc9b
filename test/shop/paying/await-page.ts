import t from 'tap'
import { type CheckoutStatus, newCheckout } from '../../../hooks/schema/money/checkout.ts'
import { awaitPage } from '../../../hooks/shop/paying/await-page.ts'
import { aCheckout } from '../../fixtures/objects.ts'
import { unreachable } from '../../fixtures/shop/fake-shop.ts'

const url = 'https://checkout.stripe.com/c/pay/1'
const open: CheckoutStatus = { state: 'Open', url }
const busy: CheckoutStatus = { state: 'Requested', reason: 'GatewayUnreachable' }

/** Waits for the page of a checkout that is read with these statuses, one after another; the last one stays. */
async function waitFor(first: CheckoutStatus, ...statuses: (CheckoutStatus | Error | undefined)[]) {
  let reads = 0
  const page = await awaitPage(aCheckout({ status: first }), {
    async read() {
      const status = statuses[Math.min(reads, statuses.length - 1)]
      reads += 1
      if (status instanceof Error) throw status
      return status && aCheckout({ status })
    },
    secondMs: 1,
  })
  return { page, reads }
}

t.test('the address of a payment page is read until the cashier has opened it', async t => {
  t.strictSame(await waitFor(open), { page: url, reads: 0 })
  const undecided: CheckoutStatus = { state: 'Requested', reason: 'Undecided' }
  t.strictSame(await waitFor(newCheckout, newCheckout, undecided, { state: 'Requested' }, open), {
    page: url,
    reads: 4,
  })
  const { status: _, ...unanswered } = aCheckout()
  t.equal(await awaitPage(unanswered, { read: async () => aCheckout({ status: open }), secondMs: 1 }), url)
})

t.test('nobody waits for a page that does not come', async t => {
  t.strictSame(await waitFor(newCheckout, newCheckout), { page: undefined, reads: 6 }, 'not for ever')
  t.strictSame(await waitFor(newCheckout, busy), { page: undefined, reads: 1 }, 'nor for a gateway that is down')
  const failed: CheckoutStatus = { state: 'Failed', reason: 'NotConfigured' }
  t.strictSame(await waitFor(newCheckout, failed), { page: undefined, reads: 1 }, 'nor after a failure')
  t.strictSame(await waitFor(newCheckout, undefined), { page: undefined, reads: 1 }, 'nor once it is deleted')
  t.strictSame(await waitFor(newCheckout, unreachable()), { page: undefined, reads: 1 }, 'nor in an outage')
  t.strictSame(await waitFor({ state: 'Open' }), { page: undefined, reads: 0 }, 'nor while the money is on its way')
  await t.rejects(waitFor(newCheckout, new TypeError('defect')), { message: 'defect' })
})
