import t from 'tap'
import { microTime, milliseconds, timestamp } from '../../hooks/rules/time.ts'

t.equal(milliseconds('2026-11-20T08:00:00Z'), 1_795_161_600_000, 'a time of the API server is read in milliseconds')
t.equal(milliseconds('2026-11-20T09:00:00+01:00'), 1_795_161_600_000, 'an offset is taken into account')
t.equal(timestamp(1_795_161_600_999), '2026-11-20T08:00:00Z', 'a time is written in whole seconds, never rounded up')
t.equal(microTime(1_795_161_600_005), '2026-11-20T08:00:00.005000Z', 'a MicroTime has six decimals of a second')
