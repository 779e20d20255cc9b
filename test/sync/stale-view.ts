import t from 'tap'
import { StaleViewError } from '../../hooks/sync/stale-view.ts'

const error = new StaleViewError('Cannot judge order "order-1" of generation 1: it must be 2')
t.match(error, { name: 'StaleViewError', message: 'Cannot judge order "order-1" of generation 1: it must be 2' })
t.ok(error instanceof Error)
