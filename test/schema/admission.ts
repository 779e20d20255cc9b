import t from 'tap'
import { OrderReview } from '../../hooks/schema/admission.ts'
import { aReview } from '../fixtures/http/reviews.ts'
import { anOrder } from '../fixtures/objects.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

t.test('a review of a new order is valid with any further fields', async t => {
  const review = aReview(anOrder())
  const more = { dryRun: true, userInfo: { username: 'ada' }, oldObject: null, options: {} }
  t.notOk(misfit(OrderReview, review))
  t.notOk(misfit(OrderReview, { ...review, request: { ...review.request, ...more } }))
})

t.test('any other review is invalid', async t => {
  const review = aReview(anOrder())
  for (const changed of [
    { ...review, apiVersion: 'admission.k8s.io/v1beta1' },
    { ...review, kind: 'Order' },
    { ...review, request: { ...review.request, operation: 'UPDATE' } },
    { ...review, request: { ...review.request, uid: '' } },
    { ...review, request: { ...review.request, namespace: undefined } },
    { ...review, request: { ...review.request, object: { ...anOrder(), spec: { planRef: 'plan' } } } },
  ])
    t.ok(misfit(OrderReview, JSON.parse(JSON.stringify(changed))))
})
