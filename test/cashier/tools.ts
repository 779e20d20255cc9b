import t from 'tap'
import { closedPauseMs, finished } from '../../hooks/cashier/tools.ts'

t.strictSame([finished, closedPauseMs], [{ next: 'finished' }, 60_000], 'a finished object is not looked at again')
