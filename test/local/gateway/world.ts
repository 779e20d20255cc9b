import t from 'tap'
import { emptyBooks } from '../../../local/gateway/books.ts'
import { createWorld } from '../../../local/gateway/world.ts'
import { start } from '../../fixtures/gateway/played.ts'

t.test('a world has a clock that moves, and ids that never repeat', async t => {
  const seen: unknown[] = []
  const world = createWorld(emptyBooks(), { clock: () => start, report: (event, now) => void seen.push([event, now]) })
  world.moveClock(1_000)
  world.moveClock(500)
  t.equal(world.now(), start + 1_500)
  const event = { provider: 'stripe', type: 'refund.created', namespace: 'conf', object: {} } as const
  world.report(event)
  t.strictSame(seen, [[event, start + 1_500]])
  const ids = Array.from({ length: 100 }, () => [world.stripeId('cs_test'), world.paypalId()]).flat()
  t.equal(new Set(ids).size, 200)
  t.match(ids[0], /^cs_test_[0-9a-f]{24}$/)
  t.match(ids[1], /^[0-9A-F]{17}$/)
})
