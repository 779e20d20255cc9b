import t from 'tap'
import { keptUntil } from '../../hooks/rules/stale.ts'

const created = 1_000_000

t.test(
  'a reservation whose own order is not seen stays for two minutes, unless a younger one took the name',
  async t => {
    t.equal(keptUntil(created, undefined), created + 120_000, 'no order of the name')
    t.equal(keptUntil(created, created - 1_000), created + 120_000, 'an older one: the view of the orders is old')
    t.equal(keptUntil(created, created), created + 120_000, 'one of the same second tells nothing')
    t.equal(keptUntil(created, created + 1_000), 0, 'a younger one: its own is gone')
  },
)
