import t from 'tap'
import { issueFormToken, readFormToken } from '../../../hooks/shop/links/form-token.ts'
import { fc } from '../../fixtures/properties.ts'
import { aRing } from '../../fixtures/shop/keys.ts'

const ring = aRing('2', '1')
const now = Date.parse('2026-11-20T08:00:00Z')
const place = { namespace: 'conf', now }

t.test('a form names one order', async t => {
  const token = issueFormToken(ring, place)
  const order = readFormToken(ring, place, token)
  t.match(order, /^web-[a-z2-7]{13}$/)
  t.equal(readFormToken(ring, place, token), order)
  t.not(readFormToken(ring, place, issueFormToken(ring, place)), order)
})

t.test('a form counts for twelve hours', async t => {
  const token = issueFormToken(ring, place)
  const later = (hours: number) => readFormToken(ring, { ...place, now: now + hours * 3_600_000 }, token)
  t.match(later(12), /^web-/)
  t.equal(later(12.01), undefined)
})

t.test('a form counts for its conference only, and while its key exists', async t => {
  const token = issueFormToken(aRing('1'), place)
  t.match(readFormToken(ring, place, token), /^web-/)
  t.equal(readFormToken(ring, { ...place, namespace: 'other' }, token), undefined)
  t.equal(readFormToken(aRing('2'), place, token), undefined)
})

t.test('nobody names an order by another text than a token', async t => {
  const token = issueFormToken(ring, place)
  const changed = fc
    .record({ at: fc.nat(token.length - 1), to: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) })
    .map(({ at, to }) => token.slice(0, at) + to + token.slice(at + 1))
  const any = fc.oneof(changed, fc.string({ unit: 'binary', maxLength: 60 }))
  fc.assert(fc.property(any, text => text === token || readFormToken(ring, place, text) === undefined))
  t.match(readFormToken(ring, place, token), /^web-/)
})
