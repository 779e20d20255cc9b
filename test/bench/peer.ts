import { readFileSync } from 'node:fs'
import t from 'tap'
import { type Figure, figuresOf } from '../../bench/figure.ts'
import { compareWith, type Peer, peerTable, readPeer } from '../../bench/peer.ts'

const peer: Peer = {
  name: 'another 1.0',
  setting: 'two cores, by its API',
  figures: [
    {
      what: 'orders',
      of: '0 to 3,000 orders',
      unit: 'orders/s',
      value: 20,
      better: 'more',
      ours: { part: 'system', name: 'order to reserved' },
    },
    {
      what: 'flash sale',
      of: '2,000 orders',
      unit: 's',
      value: [60, 80],
      better: 'less',
      ours: { part: 'flash', name: 'until the last ticket' },
    },
    { what: 'web checkout', of: 'alone', unit: 's', value: 0.64, better: 'less' },
  ],
}

const baseline = { name: 'nothing', value: 0 }
const rate = { part: 'system', name: 'order to reserved', unit: 'orders/s', baseline } as const
const figures: Figure[] = figuresOf([
  { ...rate, size: '1,000 orders', value: 300 },
  { ...rate, size: '3,000 orders', value: 310 },
  { ...rate, part: 'conferences', size: '3,000 orders', value: 1 },
  { part: 'flash', name: 'until the last ticket', size: '2,000 orders, 500 seats', unit: 's', value: 140, baseline },
])

t.test('each figure is beside ours, once for each size of ours', async t => {
  t.strictSame(compareWith(peer, figures), [
    {
      what: 'orders',
      unit: 'orders/s',
      theirs: '20',
      of: { theirs: '0 to 3,000 orders', ours: '1,000 orders' },
      ours: 300,
      factor: 15,
    },
    {
      what: 'orders',
      unit: 'orders/s',
      theirs: '20',
      of: { theirs: '0 to 3,000 orders', ours: '3,000 orders' },
      ours: 310,
      factor: 15.5,
    },
    {
      what: 'flash sale',
      unit: 's',
      theirs: '60–80',
      of: { theirs: '2,000 orders', ours: '2,000 orders, 500 seats' },
      ours: 140,
      factor: 0.5,
    },
    { what: 'web checkout', unit: 's', theirs: '0.64', of: { theirs: 'alone', ours: null }, ours: null, factor: null },
  ])
})

t.test('the table names the peer, and the method of its measurement', async t => {
  t.equal(
    peerTable(peer, compareWith(peer, figures)),
    [
      'another 1.0: two cores, by its API',
      '',
      'what          unit      another 1.0  of                 ours  of                       times better',
      '────────────  ────────  ───────────  ─────────────────  ────  ───────────────────────  ────────────',
      'orders        orders/s           20  0 to 3,000 orders   300  1,000 orders                       15',
      'orders        orders/s           20  0 to 3,000 orders   310  3,000 orders                     15.5',
      'flash sale    s               60–80  2,000 orders        140  2,000 orders, 500 seats           0.5',
      'web checkout  s                0.64  alone              –     –                        –',
    ].join('\n'),
  )
})

t.test('the file of the project is valid', async t => {
  const file = 'bench/peers/pretix.json'
  t.equal(readPeer(readFileSync(file, 'utf8'), file).name, 'pretix 2026.8.0')
  t.strictSame(readPeer(JSON.stringify(peer), 'peer.json'), peer)
})

t.test('an invalid file is one sentence', async t => {
  t.throws(() => readPeer('{', 'p.json'), { message: 'Cannot read the peer "p.json": it must be JSON' })
  t.throws(() => readPeer('{"name": "x", "setting": "y", "figures": []}', 'p.json'), {
    message: 'Cannot read the peer "p.json": peer/figures must NOT have fewer than 1 items',
  })
})
