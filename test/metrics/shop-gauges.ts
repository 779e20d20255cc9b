import { Registry } from 'prom-client'
import t from 'tap'
import { gaugeShop } from '../../hooks/metrics/shop-gauges.ts'

t.test('the state of a shop is read at each scrape', async t => {
  const registry = new Registry()
  let readings = 0
  gaugeShop(registry, () => {
    readings += 1
    return {
      openPages: 7,
      mostOpenPages: 10,
      ordersLookedAt: 5,
      isAway: true,
      silentSeconds: { plans: 0, orders: 6.5 },
      keys: { links: { readable: 2, unreadable: 1 }, tickets: { readable: 0, unreadable: 0 } },
    }
  })
  const lines = (await registry.metrics()).split('\n').filter(line => line !== '' && !line.startsWith('#'))
  t.strictSame(lines, [
    'kconference_shop_open_pages 7',
    'kconference_shop_open_pages_limit 10',
    'kconference_shop_orders_looked_at 5',
    'kconference_shop_away 1',
    'kconference_shop_silent_seconds{kind="plans"} 0',
    'kconference_shop_silent_seconds{kind="orders"} 6.5',
    'kconference_shop_keys{use="links",state="readable"} 2',
    'kconference_shop_keys{use="links",state="unreadable"} 1',
    'kconference_shop_keys{use="tickets",state="readable"} 0',
    'kconference_shop_keys{use="tickets",state="unreadable"} 0',
  ])
  t.equal(readings, 1)
})
