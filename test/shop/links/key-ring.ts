import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { openKeyRing } from '../../../hooks/shop/links/key-ring.ts'
import { aKey } from '../../fixtures/shop/keys.ts'

const fileOf = (id: string) => `${aKey(id).bytes.toString('base64')}\n`

t.test('the highest id signs, and all keys verify', async t => {
  const folder = t.testdir({
    1: fileOf('1'),
    9: fileOf('9'),
    10: fileOf('10'),
    'not-an-id': fileOf('x'),
    11: 'too short',
    12: '',
  })
  const ring = openKeyRing(folder, { variable: 'SHOP_LINK_KEYS', now: () => 0 })
  t.strictSame(ring.signingKey(), aKey('10'))
  t.strictSame(['1', '9', '10', '11', '12', 'not-an-id', ''].map(ring.findKey), [
    aKey('1'),
    aKey('9'),
    aKey('10'),
    ...Array(4).fill(undefined),
  ])
  t.strictSame(ring.countFiles(), { readable: 3, unreadable: 2 })
})

t.test('a key that appears later verifies after ten seconds, and signs two minutes after that', async t => {
  const folder = t.testdir({ 1: fileOf('1') })
  let now = 1_000
  const ring = openKeyRing(folder, { variable: 'SHOP_LINK_KEYS', now: () => now })
  writeFileSync(join(folder, '2'), fileOf('2'))
  const seen = (at: number) => {
    now = at
    return [ring.findKey('2')?.id, ring.signingKey().id]
  }
  t.strictSame(seen(10_999), [undefined, '1'])
  t.strictSame(ring.countFiles(), { readable: 1, unreadable: 0 })
  t.strictSame(seen(11_000), ['2', '1'])
  t.strictSame(ring.countFiles(), { readable: 2, unreadable: 0 })
  t.strictSame(seen(130_999), ['2', '1'])
  t.strictSame(seen(131_000), ['2', '2'])
  rmSync(join(folder, '2'))
  t.strictSame(seen(150_000), [undefined, '1'])
})

t.test('a new key signs at once when it replaces all others', async t => {
  const folder = t.testdir({ 1: fileOf('1') })
  let now = 0
  const ring = openKeyRing(folder, { variable: 'SHOP_LINK_KEYS', now: () => now })
  rmSync(join(folder, '1'))
  writeFileSync(join(folder, '2'), fileOf('2'))
  now = 10_000
  t.strictSame(ring.signingKey(), aKey('2'))
})

t.test('while no key is readable, the last ones stay', async t => {
  const folder = join(t.testdir({}), 'keys')
  mkdirSync(folder)
  writeFileSync(join(folder, '1'), fileOf('1'))
  let now = 0
  const ring = openKeyRing(folder, { variable: 'SHOP_LINK_KEYS', now: () => now })
  rmSync(folder, { recursive: true })
  now = 10_000
  t.strictSame([ring.signingKey(), ring.findKey('1')], [aKey('1'), aKey('1')])
  t.strictSame(ring.countFiles(), { readable: 0, unreadable: 0 })
})

t.test('a folder without a key is refused at the start', async t => {
  const folder = t.testdir({ 1: 'short' })
  const message = `Cannot use the keys of SHOP_LINK_KEYS "${folder}": it must be a folder of files such as "1", each 32 bytes in base64`
  t.throws(() => openKeyRing(folder, { variable: 'SHOP_LINK_KEYS', now: () => 0 }), new RangeError(message))
})
