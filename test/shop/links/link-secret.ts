import { createHash, createHmac } from 'node:crypto'
import t from 'tap'
import { checkLink, type LinkTarget, signLink } from '../../../hooks/shop/links/link-secret.ts'
import { fc } from '../../fixtures/properties.ts'
import { aKey, aRing } from '../../fixtures/shop/keys.ts'

const target: LinkTarget = { kind: 'order', namespace: 'conf', name: 'web-abcdefghijklm' }
const uid = '5f0e8b86-9d3c-4c8e-9d7b-0f2a6c1d2e3f'
const ring = aRing('2', '1')

t.test('a secret names its key, and has a digest of the uid and a code of 128 bits', async t => {
  const tag = createHash('sha256').update(uid).digest().subarray(0, 6).toString('base64url')
  const mac = createHmac('sha256', aKey('2').bytes).update(`order|conf|web-abcdefghijklm|${tag}`).digest()
  const secret = signLink(ring, { ...target, uid })
  t.equal(secret, `2.${tag}${mac.subarray(0, 16).toString('base64url')}`)
  t.match(secret, /^[\w.-]{32}$/)
})

t.test('a secret opens one object, and no other of the same name', async t => {
  const isOf = checkLink(ring, target, signLink(ring, { ...target, uid }))
  t.strictSame([isOf?.(uid), isOf?.('another')], [true, false])
})

t.test('a secret of an older key is right as long as the key exists', async t => {
  const secret = signLink(aRing('1'), { ...target, uid })
  t.equal(checkLink(ring, target, secret)?.(uid), true)
  t.equal(checkLink(aRing('2'), target, secret), undefined)
})

t.test('a secret is for one kind, namespace and name', async t => {
  const secret = signLink(ring, { ...target, uid })
  for (const other of [{ kind: 'ticket' }, { namespace: 'other' }, { name: 'web-abcdefghijkln' }] as const) {
    t.equal(checkLink(ring, { ...target, ...other }, secret), undefined)
  }
})

t.test('any other text than the secret itself is wrong', async t => {
  const secret = signLink(ring, { ...target, uid })
  const changed = fc
    .record({ at: fc.nat(secret.length - 1), to: fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }) })
    .map(({ at, to }) => secret.slice(0, at) + to + secret.slice(at + 1))
  const cut = fc.record({ from: fc.nat(3), to: fc.nat(40) }).map(({ from, to }) => secret.slice(from, to))
  const any = fc.oneof(changed, cut, fc.string({ unit: 'binary', maxLength: 60 }))
  fc.assert(fc.property(any, text => text === secret || checkLink(ring, target, text) === undefined))
  t.equal(checkLink(ring, target, secret)?.(uid), true)
  t.equal(checkLink(ring, target, `${secret.slice(0, -1)}${nextLetter(secret)}`), undefined, 'unused bits count too')
})

/** Another last letter with the same first bits: the last of 22 letters carries 2 bits of 128. */
function nextLetter(secret: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return letters[letters.indexOf(secret.slice(-1)) + 1] ?? ''
}
