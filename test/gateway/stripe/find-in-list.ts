import t from 'tap'
import { stripeCaller } from '../../../hooks/gateway/stripe/call-stripe.ts'
import { findInList } from '../../../hooks/gateway/stripe/find-in-list.ts'
import { signal } from '../../fixtures/gateway/played.ts'
import { failureOf, type Scripted, scriptCall } from '../../fixtures/gateway/scripted-call.ts'

function find(answers: Scripted[], wanted = 'b') {
  const { call, sent } = scriptCall(...answers)
  const stripe = stripeCaller({ secretKey: 'sk_test_1', live: false }, { url: '', call })
  const isMatch = ({ name }: { name?: unknown }) => name === wanted
  const parameters = { created: { gte: 5 } }
  return { sent, found: findInList(stripe, { path: '/v1/x', parameters, isMatch }, signal) }
}

t.test('a list is read page after page until the object is found', async t => {
  const pages = [
    { body: { has_more: true, data: [{ id: '1', name: 'a' }] } },
    { body: { has_more: true, data: [{ id: '2', name: 'b' }] } },
  ]
  const { sent, found } = find(pages)
  t.strictSame(await found, { id: '2', name: 'b' })
  t.strictSame(
    sent.map(({ url }) => decodeURIComponent(url)),
    ['/v1/x?created[gte]=5&limit=100', '/v1/x?created[gte]=5&limit=100&starting_after=1'],
  )
})

t.test('an object that no page has does not exist', async t => {
  t.equal(await find([{ body: { has_more: false, data: [{ id: '1' }] } }]).found, undefined)
  t.equal(await find([{ body: { has_more: true, data: [] } }]).found, undefined)
  t.equal(await find([{ body: { has_more: true, data: ['no object'] } }]).found, undefined)
})

t.test('after an answer that is no list, or a list without an end, nobody knows whether the object exists', async t => {
  t.match(await failureOf(find([{ body: {} }]).found), {
    kind: 'unknown',
    message: 'Cannot read the answer of Stripe: it must be a list',
  })
  const endless = Array.from({ length: 100 }, () => ({ body: { has_more: true, data: [{ id: '1' }] } }))
  t.match(await failureOf(find(endless).found), {
    kind: 'unknown',
    message: 'Cannot find an object in /v1/x: it must be among the newest 10000',
  })
})
