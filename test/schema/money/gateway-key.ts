import t from 'tap'
import { checkoutKey, gatewayKeyAnnotation, refundKey } from '../../../hooks/schema/money/gateway-key.ts'
import { aCheckout, aRefund } from '../../fixtures/objects.ts'

const uid = '6f1c9d0e-0000-4000-8000-000000000001'
const first = '6f1c9d0e-0000-4000-8000-00000000000f'
const restored = (key: string) =>
  checkoutKey(aCheckout({ metadata: { uid, annotations: { [gatewayKeyAnnotation]: key } } }))

t.equal(checkoutKey(aCheckout({ metadata: { uid } })), uid)
t.equal(restored(first), first, 'a restored checkout keeps the key of its first uid')
for (const odd of ['', 'a\r\nb', 'x'.repeat(65)]) t.equal(restored(odd), uid, 'what could be no uid is ignored')
t.equal(refundKey(aRefund({ name: 'stripe-abc-2', metadata: { uid } })), 'stripe-abc-2')
t.equal(
  refundKey(aRefund({ name: 'stripe-abc-2', metadata: { uid: first } })),
  'stripe-abc-2',
  'a refund that is created again after a loss has the same key',
)
