// Orders a free ticket in a conference of its own, which it deletes afterwards. Ends with 1 and one sentence that says which
// part did not answer.
import { readFileSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import { setTimeout } from 'node:timers/promises'

const { HOOKS_URL, HOOKS_CA, PAYMENTS_URL, API_URL, ACCOUNT, ADMISSION, PATIENCE_SECONDS } = process.env
const seconds = Number(PATIENCE_SECONDS)
// Before helm gives up, which says nothing of why.
const latest = Date.now() + 6000 * seconds
const [token, ca] = ['token', 'ca.crt'].map(name => readFileSync(`${ACCOUNT}/${name}`, 'utf8').trim())

const name = 'kconference-helm-test'
const labels = { 'app.kubernetes.io/component': 'helm-test' }
const conferences = '/apis/app.corley.it/v1/conferences'
const inside = `/apis/app.corley.it/v1/namespaces/${name}`
const ofKind = (kind, called, spec) => ({
  apiVersion: 'app.corley.it/v1',
  kind,
  metadata: { name: called, labels },
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

/** The answer of the API server, undefined if the object does not exist. Throws on any other status. */
async function api(method, path, object) {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const body = object && JSON.stringify(object)
  const { status, text } = await send(`${API_URL}${path}`, { method, headers, body, ca })
  if (status === 404) return undefined
  const answer = JSON.parse(text)
  if (status < 300) return answer
  throw new Error(`Cannot ${method} ${path}: the API server answered ${status}: ${answer.message}`)
}

/** Asks again until there is an answer; `failed` makes the sentence from the last error. */
async function until(limit, ask, failed) {
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

async function reach(part, url, deployment) {
  const ask = async () => {
    const { status } = await send(url, { ca: HOOKS_CA })
    if (status !== 200) throw new Error(`status ${status}`)
    return true
  }
  const failed = last => `${part} did not answer at ${url} within ${seconds} s (${last}); look at deployment/${deployment}`
  await until(seconds, ask, failed)
  console.log(`${part} answered`)
}

/** Deletes what this test, or one before it, has created, and nothing else. */
async function remove() {
  const found = await api('GET', `${conferences}/${name}`)
  if (found === undefined) return
  if (found.metadata.labels?.['app.kubernetes.io/component'] !== 'helm-test') {
    throw new Error(`Cannot use conference "${name}": it must be the one of this test, and somebody else created it`)
  }
  await api('DELETE', `${conferences}/${name}`)
}

async function announce() {
  await remove()
  const isGone = async () => (await api('GET', `/api/v1/namespaces/${name}`)) === undefined
  await until(seconds, isGone, () => `Namespace "${name}" of an earlier test still exists; delete it, and try again`)
  await api('POST', conferences, ofKind('Conference', name, { title: 'helm test' }))
  const isReady = async () => {
    const { status } = await api('GET', `${conferences}/${name}`)
    const ready = status?.conditions?.find(({ type }) => type === 'Ready')
    if (ready?.status !== 'True') throw new Error(ready?.message ?? 'the conference has no status')
    return true
  }
  const why = 'it does not run, does not reach the hooks, or lacks rights; see docs/runbooks/KconferenceNothingAsked.md'
  await until(seconds, isReady, last => `Metacontroller did not act on a conference within ${seconds} s (${last}): ${why}`)
  console.log('Metacontroller created a namespace')
}

/** An order with a wrong price must be refused at the door. Nothing is stored. */
async function knock() {
  const wrong = ofKind('Order', 'wrong-price', { planRef: 'free', price: 1 })
  const isRefused = async () => {
    try {
      await api('POST', `${inside}/orders?dryRun=All`, wrong)
    } catch (error) {
      if (error.message.includes('Your order is not valid')) return true
      throw error
    }
    throw new Error('an order with a wrong price was let in')
  }
  const look = 'look at deployment/kconference-admission and its certificate; see docs/runbooks/KconferenceAdmissionNotAsked.md'
  await until(seconds, isRefused, last => `The admission webhook did not answer within ${seconds} s (${last}); ${look}`)
  console.log('The admission webhook refused a wrong price')
}

async function order() {
  await api('POST', `${inside}/plans`, ofKind('Plan', 'free', { title: 'Free', price: 0, active: true }))
  if (ADMISSION === 'true') await knock()
  await api('POST', `${inside}/orders`, ofKind('Order', 'order-1', { planRef: 'free', price: 0 }))
  const isDecided = () => api('GET', `${inside}/reservations/order-1`)
  // After an upgrade from 0.2 the box office waits for a minute.
  const limit = 2 * seconds
  const why = 'look at deployment/kconference-box-office; see docs/runbooks/KconferenceBoxOfficeNoLeader.md'
  await until(limit, isDecided, last => `The box office did not decide on an order within ${limit} s (${last}); ${why}`)
  console.log('The box office decided on an order')
  const isConfirmed = async () => {
    const { status } = await api('GET', `${inside}/orders/order-1`)
    const { items } = await api('GET', `${inside}/tickets`)
    if (status?.payment === 'CONFIRMED' && items.length === 1) return true
    throw new Error(`order ${status?.payment ?? 'without status'}, ${items.length} tickets`)
  }
  const look = 'look at its log and at deployment/kconference-hooks; see docs/runbooks/KconferenceHooksFailing.md'
  await until(seconds, isConfirmed, last => `Metacontroller did not create the ticket within ${seconds} s (${last}); ${look}`)
  console.log('The order has its ticket')
}

try {
  await reach('The hooks', `${HOOKS_URL}/readyz`, 'kconference-hooks')
  await reach('The payment endpoint', `${PAYMENTS_URL}/readyz`, 'kconference-payments')
  try {
    await announce()
    await order()
  } finally {
    await remove().catch(error => console.error(error.message))
  }
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}
