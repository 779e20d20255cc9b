import t from 'tap'
import { createSendingLimit } from '../../../hooks/cashier/refunds/sending-limit.ts'

const hourMs = 3_600_000
const now = 10 * hourMs

t.test('only so many refunds are sent within an hour', async t => {
  const limit = createSendingLimit(2)
  t.equal(limit.nextTurn(now), undefined)
  limit.note('a', now - 1000)
  limit.note('a', now - 1000)
  t.strictSame([limit.nextTurn(now), limit.count(now)], [undefined, 1], 'the same refund counts once')
  limit.note('b', now - 3000)
  t.strictSame([limit.nextTurn(now), limit.count(now)], [now - 3000 + hourMs, 2])
  limit.note('c', now)
  t.equal(limit.nextTurn(now), now - 1000 + hourMs, 'one more than allowed, of another replica')
  t.equal(limit.nextTurn(now - 3000 + hourMs), now - 1000 + hourMs)
  t.equal(limit.nextTurn(now - 1000 + hourMs), undefined)
  t.equal(limit.count(now + hourMs), 0)
})

t.test('a limit of 0 stops all refunds', async t => {
  const limit = createSendingLimit(0)
  t.equal(limit.nextTurn(now), now + hourMs)
})
