import { setImmediate as turn } from 'node:timers/promises'
import t from 'tap'
import { processEach } from '../../hooks/backup/each.ts'

const logged = () => {
  const lines: string[] = []
  return { lines, log: (line: string) => void lines.push(line) }
}

t.test('each item is processed, a bounded number at once', async t => {
  for (const atOnce of [1, 3, 20]) {
    const { log } = logged()
    const done: number[] = []
    let underWay = 0
    let most = 0
    const act = async (item: number) => {
      underWay += 1
      most = Math.max(most, underWay)
      await turn()
      underWay -= 1
      done.push(item)
    }
    await processEach([1, 2, 3, 4, 5, 6], act, { plural: 'Orders', atOnce, log })
    t.strictSame(done, [1, 2, 3, 4, 5, 6])
    t.equal(most, Math.min(atOnce, 6))
  }
})

t.test('the progress is logged every two seconds, and at the end', async t => {
  const { lines, log } = logged()
  let time = 0
  const act = async () => {
    time += 900
  }
  await processEach([1, 2, 3, 4, 5, 6, 7], act, { plural: 'Orders', atOnce: 1, log, now: () => time })
  t.strictSame(lines, ['Orders: 3 of 7', 'Orders: 6 of 7', 'Orders: 7'])
})

t.test('an empty list logs nothing', async t => {
  const { lines, log } = logged()
  await processEach([], () => Promise.reject(new Error('asked')), { plural: 'Orders', atOnce: 1, log })
  t.strictSame(lines, [])
})

t.test('the first failure ends it once no item is under way', async t => {
  const { lines, log } = logged()
  const ended: number[] = []
  const act = async (item: number) => {
    if (item === 2) throw new Error('two')
    await turn()
    ended.push(item)
    if (item === 3) throw new Error('three')
  }
  await t.rejects(processEach([1, 2, 3, 4, 5], act, { plural: 'Orders', atOnce: 3, log }), new Error('two'))
  t.strictSame(ended, [1, 3])
  t.strictSame(lines, [])
})
