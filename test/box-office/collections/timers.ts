import t from 'tap'
import { createTimers } from '../../../hooks/box-office/collections/timers.ts'

t.test('times come in order, however they were set', async t => {
  const timers = createTimers()
  for (const at of [30, 10, 20]) timers.set(`at-${at}`, at)
  t.equal(timers.next(), 10)
  t.strictSame([timers.take(9), timers.take(20), timers.next()], [[], ['at-10', 'at-20'], 30])
  t.strictSame([timers.take(30), timers.take(99), timers.next()], [['at-30'], [], undefined])
})

t.test('a name has one time: the one that was set last', async t => {
  const timers = createTimers()
  timers.set('order-1', 10)
  timers.set('order-1', 30)
  t.strictSame([timers.next(), timers.take(20)], [30, []])
  timers.set('order-1', 20)
  t.strictSame([timers.next(), timers.take(40), timers.next()], [20, ['order-1'], undefined])
})

t.test('the time of a name can be removed and set again', async t => {
  const timers = createTimers()
  timers.set('order-1', 10)
  timers.set('order-1', undefined)
  t.strictSame([timers.next(), timers.take(20)], [undefined, []])
  timers.set('order-1', 10)
  timers.set('order-1', 10)
  t.strictSame([timers.take(20), timers.take(20)], [['order-1'], []])
})

t.test('times that are set repeatedly leave no cost', async t => {
  const timers = createTimers()
  for (let at = 1_000; at > 0; at -= 1) timers.set('order-1', at)
  timers.set('order-2', 2_000)
  t.strictSame([timers.next(), timers.take(3_000)], [1, ['order-1', 'order-2']])
})
