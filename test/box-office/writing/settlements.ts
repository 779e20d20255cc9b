import t from 'tap'
import { Settlements } from '../../../hooks/box-office/writing/settlements.ts'
import { aWrite, fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'
import { now } from '../../fixtures/objects.ts'

function start() {
  const { registered, conference } = fakeRegistry()
  const [again, logged]: [string[], unknown[][]] = [[], []]
  const settlements = new Settlements({
    clock: { now: () => now },
    onSettle: ({ namespace }) => void again.push(namespace),
    log: { error: (...line: unknown[]) => void logged.push(line) } as never,
  })
  return { settlements, registered, conference, again, logged }
}

t.test('a conference expects writes until the last of them is settled', async t => {
  const { settlements, registered, conference, again } = start()
  const owner = registered()
  settlements.expect(owner, 2)
  settlements.expect(owner, 1)
  const left = ['a', 'b', 'c'].map(name => {
    settlements.settle({ owner, write: aWrite(name) }, 'refused')
    return settlements.isExpecting(owner)
  })
  t.strictSame(
    [left, again],
    [
      [true, true, false],
      ['conf', 'conf', 'conf'],
    ],
  )
  t.strictSame(
    conference().told,
    ['a', 'b', 'c'].map(name => ['settle', name, 'refused', now]),
  )
})

t.test('a defect in a conference is logged, and its write counts as settled', async t => {
  const { settlements, registered, conference, again, logged } = start()
  const defect = new TypeError('a defect')
  conference().defect = defect
  settlements.expect(registered(), 1)
  settlements.settle({ owner: registered(), write: aWrite('a') }, 'unknown')
  t.strictSame(logged, [[{ err: defect, namespace: 'conf', name: 'a' }, 'settling a write failed']])
  t.strictSame([settlements.isExpecting(registered()), again], [false, ['conf']])
})
