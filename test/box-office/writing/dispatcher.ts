import { mock } from 'node:test'
import t from 'tap'
import { createDispatcher } from '../../../hooks/box-office/writing/dispatcher.ts'
import { settled } from '../../fixtures/box-office/fake-writes.ts'

t.beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }))
t.afterEach(() => mock.timers.reset())

interface Owner {
  name: string
}

function start() {
  const sent = new Map<string, (isAnswered: boolean) => void>()
  const concluded: [string, boolean][] = []
  const dispatcher = createDispatcher<Owner, { key: string; owner: Owner }, boolean>({
    send: ({ key }) => new Promise<boolean>(resolve => sent.set(key, resolve)),
    isAnswered: result => result,
    conclude: ({ key }, result) => void concluded.push([key, result]),
  })
  const push = (owner: Owner, count: number) =>
    dispatcher.push(
      owner,
      Array.from({ length: count }, (_, index) => ({ key: `${owner.name}${index}`, owner })),
    )
  const end = async (key: string, isAnswered = true) => {
    sent.get(key)?.(isAnswered)
    sent.delete(key)
    await settled()
  }
  return { dispatcher, push, end, concluded, keys: () => [...sent.keys()] }
}

t.test('at most 32 jobs are under way, and at most 24 of one owner', async t => {
  const { push, end, keys, concluded, dispatcher } = start()
  push({ name: 'a' }, 40)
  t.equal(keys().length, 24)
  push({ name: 'b' }, 40)
  t.equal(keys().length, 32)
  t.match(dispatcher.find('a3'), { key: 'a3' })
  await end('a3')
  t.equal(dispatcher.find('a3'), undefined)
  t.strictSame([keys().length, concluded], [32, [['a3', true]]])
})

t.test('an owner without answers pauses, and the others go on', async t => {
  const { push, end, keys } = start()
  const [slow, quick] = [{ name: 'slow' }, { name: 'quick' }]
  push(slow, 26)
  for (let index = 0; index < 24; index++) await end(`slow${index}`, false)
  push(quick, 2)
  t.strictSame(keys(), ['quick0', 'quick1'])
  mock.timers.tick(100)
  t.strictSame(keys(), ['quick0', 'quick1', 'slow24'])
})

t.test('a stop drops the jobs that wait, and waits for those under way', async t => {
  const { dispatcher, push, end, keys } = start()
  push({ name: 'a' }, 30)
  let isOver = false
  const stopped = dispatcher.stop(1_000).then(() => {
    isOver = true
  })
  for (const key of keys()) {
    t.equal(isOver, false)
    await end(key)
  }
  await stopped
  t.strictSame(keys(), [])
  push({ name: 'late' }, 1)
  const patience = dispatcher.stop(1_000)
  mock.timers.tick(1_000)
  await patience
  t.strictSame(keys(), ['late0'], 'it waits no longer than it is told')
})
