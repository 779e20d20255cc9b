import t from 'tap'
import { cutText, readAnswer, requireText, retryAfterMs } from '../../hooks/gateway/read-answer.ts'
import { Refusal } from '../../hooks/payment/refusal.ts'
import { fc } from '../fixtures/properties.ts'

t.test('after an unreadable answer, nobody knows whether the call took effect', async t => {
  t.equal(
    readAnswer('Stripe', () => requireText({ id: 'cs_1' }, 'id')),
    'cs_1',
  )
  const message = 'Cannot read the answer of Stripe: it must be complete (Cannot read id: it must be a text)'
  t.throws(() => readAnswer('Stripe', () => requireText({ id: 7 }, 'id')), { kind: 'unknown', message })
  const defect = new TypeError('a defect')
  t.throws(
    () =>
      readAnswer('Stripe', () => {
        throw defect
      }),
    defect,
  )
  t.throws(() => requireText({}, 'id'), Refusal)
})

t.test('a wait is read in seconds', async t => {
  const read = (text: string) => retryAfterMs(new Headers({ 'retry-after': text }))
  t.strictSame(['2', '0', 'Tue, 05 Jan 2027 18:00:00 GMT', '-1', '9999999'].map(read), [2_000, 0, ...Array(3)])
  t.equal(retryAfterMs(new Headers()), undefined)
})

t.test('a text is cut between characters, and never longer than its limit', async t => {
  t.strictSame(
    [cutText('Frühbucher', 3), cutText('🎟️', 3), cutText('a\ud800b', 9), cutText('short', 9)],
    ['Fr', '', 'a\ufffdb', 'short'],
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(20), (text, max) => {
      const cut = cutText(text, max)
      return Buffer.byteLength(cut) <= max && text.toWellFormed().startsWith(cut)
    }),
  )
})
