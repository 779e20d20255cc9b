import t from 'tap'
import { microTime } from '../../hooks/payment/micro-time.ts'
import { now } from '../fixtures/objects.ts'

t.equal(microTime(now + 5), '2026-11-20T08:00:00.005000Z', 'six digits are behind the seconds')
