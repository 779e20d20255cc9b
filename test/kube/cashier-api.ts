import { text } from 'node:stream/consumers'
import t, { type Test } from 'tap'
import { connectCashier, type NewRefund } from '../../hooks/kube/cashier-api.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { answerJson, answerStatus, type Play, playApi } from '../fixtures/cluster/played-api.ts'
import { aCheckout, aNamespace, anOrder, aPayment, aPlan, aRefund, aReservation } from '../fixtures/objects.ts'

const signal = AbortSignal.timeout(60_000)
const api = '/apis/app.corley.it/v1/namespaces/conf'
const key = { namespace: 'conf', name: 'order-1' }

/** The cashier's calls to a played API server, with the body of each request. */
async function startCashier(t: Test, ...plays: Play[]) {
  const bodies: unknown[] = []
  const recording = plays.map<Play>(play => async (request, response) => {
    const body = await text(request)
    bodies.push(body && JSON.parse(body))
    play(request, response)
  })
  const { credentials, requests } = await playApi(t, recording)
  return { cashier: connectCashier(credentials), requests, bodies }
}

t.test('it reads objects by name, and a missing one is undefined', async t => {
  const objects = [aCheckout(), aRefund(), aReservation(), aPlan(), aNamespace(), anOrder()]
  const plays = objects.map(object => answerJson(200, object))
  const { cashier, requests } = await startCashier(t, ...plays, answerStatus(404, 'NotFound'))
  t.strictSame(await cashier.getCheckout(key, signal), objects[0])
  t.strictSame(await cashier.getRefund(key, signal), objects[1])
  t.strictSame(await cashier.getReservation(key, signal), objects[2])
  t.strictSame(await cashier.getPlan(key, signal), objects[3])
  t.strictSame(await cashier.getNamespace('conf', signal), objects[4])
  t.strictSame(await cashier.getOrder(key, signal), objects[5])
  t.equal(await cashier.getCheckout(key, signal), undefined)
  t.strictSame(requests.slice(0, 6), [
    `GET ${api}/checkouts/order-1`,
    `GET ${api}/refunds/order-1`,
    `GET ${api}/reservations/order-1`,
    `GET ${api}/plans/order-1`,
    'GET /api/v1/namespaces/conf',
    `GET ${api}/orders/order-1`,
  ])
})

t.test('it lists the payments and refunds of an order', async t => {
  const [payment, refund] = [aPayment(), aRefund()]
  const plays = [payment, refund].map(object => answerJson(200, { items: [object] }))
  const { cashier, requests } = await startCashier(t, ...plays)
  t.strictSame(await cashier.listPayments({ namespace: 'conf', uid: 'uid-1' }, signal), [payment])
  t.strictSame(await cashier.listRefunds(key, signal), [refund])
  t.strictSame(requests, [
    `GET ${api}/payments?labelSelector=controller-uid%3Duid-1`,
    `GET ${api}/refunds?fieldSelector=spec.orderRef%3Dorder-1`,
  ])
})

t.test('it replaces a status, unless the object has changed since', async t => {
  const [checkout, refund] = [aCheckout(), aRefund()]
  const plays = [checkout, refund].map(object => answerJson(200, object))
  const { cashier, requests, bodies } = await startCashier(t, ...plays, answerStatus(409, 'Conflict'))
  t.strictSame(await cashier.replaceCheckoutStatus(checkout, signal), checkout)
  t.strictSame(await cashier.replaceRefundStatus(refund, signal), refund)
  await t.rejects(cashier.replaceRefundStatus(refund, signal), { message: 'Conflict' })
  t.strictSame(requests.slice(0, 2), [`PUT ${api}/checkouts/order-1-1/status`, `PUT ${api}/refunds/paypal-1-1/status`])
  t.strictSame(bodies.slice(0, 2), [checkout, refund])
})

t.test('it creates refunds', async t => {
  const { spec } = aRefund()
  const owner = { apiVersion, kind: 'Order', name: 'order-1', uid: 'uid-1' }
  const metadata: NewRefund['metadata'] = { namespace: 'conf', name: 'paypal-1-1', ownerReferences: [owner] }
  const refund: NewRefund = { apiVersion, kind: 'Refund', metadata, spec }
  const { cashier, requests, bodies } = await startCashier(t, answerJson(201, {}))
  t.equal(await cashier.createRefund(refund, signal), undefined)
  t.strictSame([requests, bodies], [[`POST ${api}/refunds`], [refund]])
})
