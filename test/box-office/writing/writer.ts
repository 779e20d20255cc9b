import { mock } from 'node:test'
import t from 'tap'
import { createUnwrittenBook } from '../../../hooks/box-office/writing/unwritten.ts'
import { Writer } from '../../../hooks/box-office/writing/writer.ts'
import { aWrite, fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { fakeWrites, settled } from '../../fixtures/box-office/fake-writes.ts'
import { aReservation, now } from '../../fixtures/objects.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

function start() {
  const { registered, conference } = fakeRegistry()
  const { api, requests, request } = fakeWrites()
  const clock = { now: () => now, monotonic: () => 0 }
  const unwritten = createUnwrittenBook(clock)
  const closed = new Map<string, string>()
  const [again, counted, logged]: [string[], string[], unknown[][]] = [[], [], []]
  const note = (...line: unknown[]) => void logged.push(line)
  const writer = new Writer({
    api,
    gate: ({ namespace }) => closed.get(namespace),
    clock,
    unwritten,
    onSettle: ({ namespace }) => void again.push(namespace),
    inquire: () => {},
    count: (outcome, { spec }) => void counted.push(`${spec.decision} ${outcome}`),
    log: { error: note, warn: note } as never,
  })
  const told = (namespace?: string) => conference(namespace).told.splice(0)
  const names = () => requests.map(({ body }) => body.metadata.name)
  return {
    writer,
    registered,
    conference,
    requests,
    request,
    names,
    closed,
    again,
    counted,
    logged,
    told,
  }
}

const settlement = (name: string, outcome: unknown) => ['settle', name, outcome, now]

t.test('a new reservation is a POST, any other a PUT on the observed one, and the answer settles it', async t => {
  const { writer, registered, request, counted, again, told } = start()
  const conf = registered()
  writer.enqueue(conf, [])
  t.equal(writer.isBusy(conf), false)
  const base = { ...aReservation().metadata, resourceVersion: '7' }
  writer.enqueue(conf, [aWrite('a'), aWrite('b', { base, decision: 'Sold' })])
  t.equal(writer.isBusy(conf), true)
  const [post, put] = [request('a'), request('b')]
  t.strictSame([post.method, post.body.metadata.namespace, post.body.spec.decision], ['POST', 'conf', 'Held'])
  t.match(put, { method: 'PUT', body: { metadata: { uid: base.uid, resourceVersion: '7' } } })
  await put.store()
  t.strictSame(told(), [settlement('b', { stored: put.body })])
  await post.store()
  t.strictSame(told(), [settlement('a', { stored: post.body })])
  t.strictSame(counted, ['Sold stored', 'Held stored'])
  t.strictSame(again, ['conf', 'conf'])
  t.equal(writer.isBusy(conf), false)
})

t.test('at most 32 writes are under way, 24 of one conference, and conferences take turns', async t => {
  const { writer, registered, requests, request, names } = start()
  const many = (prefix: string) => Array.from({ length: 40 }, (_, index) => aWrite(`${prefix}${index}`))
  writer.enqueue(registered('large'), many('l'))
  t.equal(requests.length, 24)
  writer.enqueue(registered('larger'), many('r'))
  t.equal(requests.length, 32)
  writer.enqueue(registered('small'), [aWrite('s0')])
  await request('l0').store()
  await request('l1').store()
  await request('l2').store()
  t.equal(requests.length, 32)
  t.ok(names().includes('s0'), 'it does not wait behind all of the large ones')
})

t.test('a conference whose writes get no answer keeps no other waiting', async t => {
  const { writer, registered, request, names } = start()
  const many = Array.from({ length: 40 }, (_, index) => aWrite(`h${index}`))
  writer.enqueue(registered('hanging'), many)
  writer.enqueue(registered('other'), [aWrite('a')])
  t.ok(names().includes('a'), 'it is sent beside those that hang')
  await request('a').store()
  for (let index = 0; index < 24; index++) await request(`h${index}`).fail(undefined)
  writer.enqueue(registered('other'), [aWrite('b'), aWrite('c')])
  t.strictSame(names(), ['b', 'c'], 'the pause is that of the other conference alone')
  mock.timers.tick(100)
  t.strictSame(names(), ['b', 'c', 'h24'])
})

t.test('a conflict is decided anew once the watch shows a change, else after a second', async t => {
  const { writer, registered, request, told, logged } = start()
  const conf = registered()
  writer.enqueue(conf, [aWrite('early'), aWrite('late'), aWrite('never')])
  writer.noteChange(conf, 'early')
  await request('early').fail(409)
  mock.timers.tick(0)
  t.strictSame(told(), [settlement('early', 'refused')], 'the change came before the answer')
  await request('late').fail(409)
  await request('never').fail(409)
  t.strictSame(told(), [])
  writer.noteChange(conf, 'late')
  t.strictSame(told(), [settlement('late', 'refused')])
  mock.timers.tick(999)
  t.strictSame(told(), [])
  mock.timers.tick(1)
  t.strictSame(told(), [settlement('never', 'refused')])
  t.strictSame(logged, [])
})

t.test('while nobody answers, requests go one by one', async t => {
  const { writer, registered, requests, request, names } = start()
  writer.enqueue(registered(), [aWrite('a'), aWrite('b')])
  await request('a').fail(undefined)
  writer.enqueue(registered(), [aWrite('c'), aWrite('d')])
  await request('b').fail(undefined)
  t.strictSame(requests, [])
  mock.timers.tick(100)
  t.strictSame(names(), ['c'])
  await request('c').fail(422)
  t.strictSame(names(), ['d'], 'a refusal is an answer')
})

t.test('nothing is sent if the gate has closed meanwhile', async t => {
  const { writer, registered, requests, request, closed, told, counted } = start()
  for (const name of ['other', 'another']) {
    const many = Array.from({ length: 24 }, (_, index) => aWrite(`${name}${index}`))
    writer.enqueue(registered(name), many)
  }
  writer.enqueue(registered(), [aWrite('a')])
  closed.set('conf', 'Another process decides in this namespace')
  await request('other0').store()
  await request('other1').store()
  t.equal(requests.length, 32)
  t.strictSame(told(), [settlement('a', 'refused')])
  t.strictSame(counted, ['Held stored', 'Held stored'])
})

t.test('a defect counts as no answer, and a defect in one conference does not stop the others', async t => {
  const { writer, registered, conference, request, told, logged } = start()
  const conf = registered()
  const defect = new TypeError('a defect')
  const broken = new Writer({
    api: { createReservation: () => Promise.reject('no error'), replaceReservation: () => Promise.reject(defect) },
    gate: () => undefined,
    clock: { now: () => now },
    unwritten: createUnwrittenBook({ monotonic: () => 0 }),
    onSettle: () => {},
    inquire: () => {},
    count: () => {},
    log: { warn: () => {} } as never,
  })
  broken.enqueue(conf, [aWrite('a')])
  await settled()
  t.strictSame(told(), [settlement('a', 'unknown')])
  writer.enqueue(conf, [aWrite('a'), aWrite('b')])
  conference().defect = defect
  await request('a').store()
  t.match(logged, [[{ err: defect, namespace: 'conf', name: 'a' }, 'settling a write failed']])
  await request('b').store()
  t.match(told(), [['settle', 'b']])
  t.equal(writer.isBusy(conf), false)
})

t.test('after a stop nothing more is sent, and writes under way are awaited', async t => {
  const { writer, registered, requests, request, names, told } = start()
  const conf = registered()
  writer.enqueue(
    conf,
    Array.from({ length: 25 }, (_, index) => aWrite(`w${index}`)),
  )
  await request('w1').fail(409)
  let isOver = false
  const stopped = writer.stop(1_000).then(() => {
    isOver = true
  })
  writer.enqueue(conf, [aWrite('later')])
  for (const { store } of requests.slice(1)) await store()
  t.strictSame([isOver, names()], [false, ['w0']])
  told()
  await request('w0').store()
  await stopped
  t.match(told(), [['settle', 'w0']])
  mock.timers.tick(10_000)
  t.strictSame([told(), names()], [[], []], 'a refused write is not retried')
})

t.test('a stop waits no longer than its limit', async t => {
  const { writer, registered, names, request } = start()
  writer.enqueue(registered(), [aWrite('a')])
  const stopped = writer.stop(1_000)
  mock.timers.tick(1_000)
  await stopped
  t.strictSame(names(), ['a'])
  await request('a').store()
})
