import t from 'tap'
import { connectGateways } from '../../../hooks/cashier/accounts/gateways.ts'
import type { GatewayKeys } from '../../../hooks/cashier/accounts/read-keys.ts'
import { playGateway, request, signal, start } from '../../fixtures/gateway/played.ts'

const both: GatewayKeys = { stripe: 'sk_test_played', paypal: { clientId: 'shop', clientSecret: 'secret' } }

t.test('each account has one client, and a changed key another one', async t => {
  const keys: Record<string, GatewayKeys> = {
    conf: both,
    same: structuredClone(both),
    other: { stripe: 'sk_test_other', paypal: undefined },
    none: { stripe: undefined, paypal: undefined },
  }
  const { url } = await playGateway(t)
  const gateways = connectGateways({
    stripe: { url, live: false },
    paypal: { url },
    readKeys: async namespace => keys[namespace] as GatewayKeys,
    now: () => start,
  })
  const clients = async (namespace: string) => [
    await gateways.clientOf('STRIPE', namespace, signal),
    await gateways.clientOf('PAYPAL', namespace, signal),
  ]
  const [stripe, paypal] = await clients('conf')
  t.match([stripe?.provider, paypal?.provider], ['STRIPE', 'PAYPAL'])
  const [sameStripe, samePaypal] = await clients('same')
  t.ok(stripe === sameStripe && paypal === samePaypal)
  const [otherStripe, otherPaypal] = await clients('other')
  t.ok(otherStripe !== undefined && otherStripe !== stripe)
  t.equal(otherPaypal, undefined)
  t.strictSame(await clients('none'), [undefined, undefined])
  t.ok(gateways.lastClientOf('STRIPE', 'other') === otherStripe)
  t.equal(gateways.lastClientOf('PAYPAL', 'other'), undefined)
  keys['other'] = { stripe: undefined, paypal: undefined }
  t.strictSame(await clients('other'), [undefined, undefined])
  t.ok(gateways.lastClientOf('STRIPE', 'other') === otherStripe, 'of the keys before their deletion')
  t.match(await stripe?.open(request, signal), { state: 'open' })
  t.match(await paypal?.open(request, signal), { state: 'open' })
})
