import t from 'tap'
import { parse } from 'yaml'
import { createSecret, publicConfigMap, readSecret, rotateSecret } from '../../hooks/shop-keys/key-secret.ts'
import { masterKeyOf, ticketVectors } from '../fixtures/shop/ticket-vectors.ts'

const created = () => createSecret({ name: 'ticket-keys', namespace: 'kconference-system' })
const keysOf = (manifest: string) => readSecret(manifest).keys.map(({ id, bytes }) => [id, bytes.toString('hex')])
const twice = (text: string) => Buffer.from(text).toString('base64')

t.test('a new Secret has one key of 32 random bytes, as the shop reads it from a folder', async t => {
  const { data, ...rest } = parse(created())
  t.strictSame(rest, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: 'ticket-keys', namespace: 'kconference-system' },
    type: 'Opaque',
  })
  t.strictSame(Object.keys(data), ['1'])
  const file = Buffer.from(data['1'], 'base64').toString()
  t.match(file, /^[A-Za-z0-9+/]{43}=$/)
  t.equal(Buffer.from(file, 'base64').length, 32)
  t.not(created(), created(), 'another key every time')
})

t.test('a rotation adds the next key, keeps the others, and names the version it replaces', async t => {
  const manifest = created()
  const [first] = keysOf(manifest)
  const stored = parse(manifest)
  stored.metadata = { ...stored.metadata, resourceVersion: '7', labels: { team: 'events' }, managedFields: [{}] }
  const rotated = rotateSecret(readSecret(JSON.stringify(stored)), 9)
  const [newest, ...others] = keysOf(rotated)
  t.strictSame([newest?.[0], others], ['2', [first]])
  t.not(newest?.[1], first?.[1])
  const { data: _, ...rest } = parse(rotated)
  t.strictSame(rest.metadata, {
    name: 'ticket-keys',
    namespace: 'kconference-system',
    resourceVersion: '7',
    labels: { team: 'events' },
  })
  t.equal(rest.type, 'Opaque')
})

t.test('the highest number is the newest, and only so many keys remain', async t => {
  let manifest = created()
  for (let number = 2; number <= 10; number += 1) manifest = rotateSecret(readSecret(manifest), 99)
  const all = keysOf(manifest)
  t.strictSame(
    all.map(([id]) => id),
    ['10', '9', '8', '7', '6', '5', '4', '3', '2', '1'],
  )
  const three = keysOf(rotateSecret(readSecret(manifest), 3))
  t.strictSame(three.slice(1), all.slice(0, 2))
  t.equal(three[0]?.[0], '11')
  t.strictSame(
    keysOf(rotateSecret(readSecret(manifest), 1)).map(([id]) => id),
    ['11'],
  )
})

t.test('a Secret without metadata is rotated too', async t => {
  const { data } = parse(created())
  t.strictSame(Object.keys(parse(rotateSecret(readSecret(JSON.stringify({ kind: 'Secret', data })), 2)).data), [
    '1',
    '2',
  ])
})

t.test('the public keys of a conference are those that verify its codes', async t => {
  const keys = ticketVectors.slice(0, 2).map(masterKeyOf)
  t.strictSame(parse(publicConfigMap({ keys }, 'cloudconf')), {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'ticket-public-keys', namespace: 'cloudconf' },
    data: { 1: ticketVectors[0]?.publicKey, 2: ticketVectors[1]?.publicKey },
  })
})

t.test('anything but a Secret of keys is refused', async t => {
  const noSecret = 'Cannot read the keys: standard input must be a Secret with data, as kubectl get -o yaml prints it'
  const wrong = ['', 'null', '- a', 'a: [', 'kind: ConfigMap\ndata: {}', 'kind: Secret', 'kind: Secret\ndata: {}']
  for (const manifest of [...wrong, 'kind: Secret\ndata: []', 'kind: Secret\ndata: x'])
    t.throws(() => readSecret(manifest), { message: noSecret }, manifest)
  const key = Buffer.alloc(32).toString('base64')
  const refused: [string, unknown][] = [
    ['a', twice(key)],
    ['0', twice(key)],
    ['1', twice(Buffer.alloc(31).toString('base64'))],
    ['1', twice(key.replace('=', ''))],
    ['1', key],
    ['1', 5],
    ['1', ''],
  ]
  for (const [id, value] of refused) {
    const message = `Cannot use the key "${id}" of the Secret: it must be 32 bytes in base64, named by a number from 1`
    t.throws(() => readSecret(JSON.stringify({ kind: 'Secret', data: { [id]: value } })), { message })
  }
  const withEnd = JSON.stringify({ kind: 'Secret', data: { 1: twice(`${key}\n`) } })
  t.equal(readSecret(withEnd).keys.length, 1, 'a line end, which echo and editors write, does not matter')
})
