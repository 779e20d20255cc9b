import t from 'tap'
import { setNewest } from '../../hooks/payment/newest-entries.ts'

t.test('a full map drops its oldest entry', async t => {
  const map = new Map<string, number>()
  for (const [index, key] of ['a', 'b', 'c'].entries()) setNewest(map, [key, index], 2)
  t.strictSame(
    [...map],
    [
      ['b', 1],
      ['c', 2],
    ],
  )
})

t.test('an entry that is set again is the newest, and replaces no other', async t => {
  const map = new Map([
    ['a', 1],
    ['b', 2],
  ])
  setNewest(map, ['a', 3], 2)
  t.strictSame(
    [...map],
    [
      ['b', 2],
      ['a', 3],
    ],
  )
})
