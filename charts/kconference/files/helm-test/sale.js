// Orders a free ticket in a conference of its own, which it deletes afterwards. If a part does not answer, it exits
// with code 1 and one sentence that names the part.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { setTimeout } from 'node:timers/promises'

const { HOOKS_URL, HOOKS_CA, PAYMENTS_URL, SHOP_URL, API_URL, ACCOUNT, ADMISSION, CASHIER, PATIENCE_SECONDS } = process.env
const seconds = Number(PATIENCE_SECONDS)
// The test ends before helm gives up, because helm prints no reason.
const latest = Date.now() + 6000 * seconds
const [token, ca] = ['token', 'ca.crt'].map(name => readFileSync(`${ACCOUNT}/${name}`, 'utf8').trim())

const name = 'kconference-helm-test'
const labels = { 'app.kubernetes.io/component': 'helm-test' }
const conferences = '/apis/app.corley.it/v1/conferences'
const inside = `/apis/app.corley.it/v1/namespaces/${name}`
const apiVersion = 'app.corley.it/v1'
const ofKind = (kind, called, spec, metadata = {}) => ({
  apiVersion,
  kind,
  metadata: { ...metadata, name: called, labels },
  spec,
})

function send(url, { method = 'GET', headers = {}, body, ca: trusted }) {
  const { request } = url.startsWith('https:') ? https : http
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, timeout: 15_000, ...(trusted && { ca: trusted }) }, response => {
      let text = ''
      response.setEncoding('utf8').on('data', chunk => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, text }))
    })
    call.on('timeout', () => call.destroy(new Error('no answer within 15 s')))
    call.on('error', reject)
    call.end(body)
  })
}

/** Returns the answer of the API server, undefined if the object does not exist. Throws on any other status. */
async function api(method, path, object) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = object && JSON.stringify(object)
  const { status, text } = await send(`${API_URL}${path}`, { method, headers, body, ca })
  if (status === 404) return undefined
  const answer = JSON.parse(text)
  if (status < 300) return answer
  throw new Error(`Cannot ${method} ${path}: the API server answered ${status}: ${answer.message}`)
}

/** Repeats a call until it returns something; `failed` turns the last error into the sentence of the failure. */
async function waitUntil(limit, ask, failed) {
  const end = Math.min(latest, Date.now() + limit * 1000)
  for (;;) {
    let last = 'no answer'
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      last = error.message
    }
    if (Date.now() > end) throw new Error(failed(last))
    await setTimeout(1000)
  }
}

async function checkServer(part, url, deployment) {
  const ask = async () => {
    const { status } = await send(url, { ca: HOOKS_CA })
    if (status !== 200) throw new Error(`status ${status}`)
    return true
  }
  const failed = last => `${part} did not answer at ${url} within ${seconds} s (${last}); look at deployment/${deployment}`
  await waitUntil(seconds, ask, failed)
  console.log(`${part} answered`)
}

/** Deletes the objects of this test or an earlier one, and nothing else. */
async function removeConference() {
  const found = await api('GET', `${conferences}/${name}`)
  if (found === undefined) return
  if (found.metadata.labels?.['app.kubernetes.io/component'] !== 'helm-test') {
    throw new Error(`Cannot use conference "${name}": it must belong to this test, but somebody else created it`)
  }
  await api('DELETE', `${conferences}/${name}`)
}

async function createConference() {
  await removeConference()
  const isDeleted = async () => (await api('GET', `/api/v1/namespaces/${name}`)) === undefined
  await waitUntil(seconds, isDeleted, () => `Namespace "${name}" of an earlier test still exists; delete it, and try again`)
  await api('POST', conferences, ofKind('Conference', name, { title: 'helm test' }))
  const isReady = async () => {
    const { status } = await api('GET', `${conferences}/${name}`)
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')
    if (ready?.status !== 'True') throw new Error(ready?.message ?? 'the conference has no status')
    return true
  }
  const why = 'it does not run, does not reach the hooks, or lacks rights; see docs/runbooks/KconferenceNothingAsked.md'
  await waitUntil(seconds, isReady, last => `Metacontroller did not act on a conference within ${seconds} s (${last}): ${why}`)
  console.log('Metacontroller created a namespace')
}

/** The admission webhook must refuse an order with a wrong price. The order is a dry run and never stored. */
async function testAdmission() {
  const wrong = ofKind('Order', 'wrong-price', { planRef: 'free', price: 1 })
  const isRefused = async () => {
    try {
      await api('POST', `${inside}/orders?dryRun=All`, wrong)
    } catch (error) {
      if (error.message.includes('Your order is not valid')) return true
      throw error
    }
    throw new Error('an order with a wrong price was accepted')
  }
  const look = 'look at deployment/kconference-admission and its certificate; see docs/runbooks/KconferenceAdmissionNotAsked.md'
  await waitUntil(seconds, isRefused, last => `The admission webhook did not answer within ${seconds} s (${last}); ${look}`)
  console.log('The admission webhook refused a wrong price')
}

async function sellTicket() {
  await api('POST', `${inside}/plans`, ofKind('Plan', 'free', { title: 'Free', price: 0, active: true }))
  if (ADMISSION === 'true') await testAdmission()
  await api('POST', `${inside}/orders`, ofKind('Order', 'order-1', { planRef: 'free', price: 0 }))
  const isDecided = () => api('GET', `${inside}/reservations/order-1`)
  // After an upgrade from 0.2 the box office waits for a minute.
  const limit = 2 * seconds
  const why = 'look at deployment/kconference-box-office; see docs/runbooks/KconferenceBoxOfficeNoLeader.md'
  await waitUntil(limit, isDecided, last => `The box office did not decide on an order within ${limit} s (${last}); ${why}`)
  console.log('The box office decided on an order')
  const isConfirmed = async () => {
    const { status } = await api('GET', `${inside}/orders/order-1`)
    const { items } = await api('GET', `${inside}/tickets`)
    if (status?.payment === 'CONFIRMED' && items.length === 1) return true
    throw new Error(`order ${status?.payment ?? 'without status'}, ${items.length} tickets`)
  }
  const look = 'look at its log and at deployment/kconference-hooks; see docs/runbooks/KconferenceHooksFailing.md'
  await waitUntil(seconds, isConfirmed, last => `Metacontroller did not create the ticket within ${seconds} s (${last}); ${look}`)
  console.log('The order has its ticket')
}

/**
 * Asks for a payment of an order that needs none. The cashier refuses that without a call of a gateway. Nobody can call the
 * cashier itself: it has the API keys.
 */
async function testCashier() {
  const { metadata } = await api('GET', `${inside}/orders/order-1`)
  const ownerReferences = [{ apiVersion, kind: 'Order', name: 'order-1', uid: metadata.uid }]
  const spec = {
    orderRef: 'order-1',
    orderUid: metadata.uid,
    provider: 'STRIPE',
    amount: '1.00',
    currency: 'EUR',
    returnTo: 'https://helm-test.invalid/',
  }
  await api('POST', `${inside}/checkouts`, ofKind('Checkout', 'order-1-1', spec, { ownerReferences }))
  const isRefused = async () => {
    const { status } = await api('GET', `${inside}/checkouts/order-1-1`)
    if (status?.state === 'Failed') return true
    throw new Error(`checkout ${status?.state ?? 'without status'}`)
  }
  const look = 'look at deployment/kconference-cashier; see docs/runbooks/KconferenceCashierDown.md'
  await waitUntil(seconds, isRefused, last => `The cashier did not act on a payment within ${seconds} s (${last}); ${look}`)
  console.log('The cashier refused a payment that is not due')
}

try {
  await checkServer('The hooks', `${HOOKS_URL}/readyz`, 'kconference-hooks')
  await checkServer('The payment endpoint', `${PAYMENTS_URL}/readyz`, 'kconference-payments')
  if (SHOP_URL) await checkServer('The shop', `${SHOP_URL}/readyz`, 'kconference-shop')
  try {
    await createConference()
    await sellTicket()
    if (CASHIER === 'true') await testCashier()
  } finally {
    await removeConference().catch(error => console.error(error.message))
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
