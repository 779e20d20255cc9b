import t from 'tap'
import { nameFaults } from '../../../scripts/house/function-names.ts'

/** The faults of a function with this name. */
const faultsOf = (name: string) => nameFaults('hooks/a.ts', `function ${name}() {}`)

t.test('verbs, nouns and predicates are right', async t => {
  for (const name of [
    ...[
      'grantSeats',
      'read',
      'put',
      'feed',
      'ticketName',
      'ruling',
      'isSold',
      'hasSeats',
      'canPay',
      'countsOf',
      'onChange',
    ],
    ...['soldSeats', 'paidAt', 'waitUntilQuiet', 'releasedSeatsOf', 'untilNow'],
  ]) {
    t.strictSame(faultsOf(name), [], name)
  }
})

t.test('a bare participle, gerund or particle is a fault, and so is a participle with a particle', async t => {
  for (const name of ['sold', 'released', 'waiting', 'until', 'ours', 'heldBy', 'releasedAgain']) {
    t.strictSame(
      faultsOf(name),
      [`Cannot accept the name "${name}" in hooks/a.ts:1: it must be a verb, a noun or begin with is, has or can`],
      name,
    )
  }
})

t.test('every declaration of a function counts, and nothing else', async t => {
  const code = [
    'interface Watch { until(): void; since: number }',
    'class Office { sold() {} #held() {} ["lost"]() {} kept = 1 }',
    'const paid = () => {}',
    'const [made, given] = [1, 2], seen = 3',
    'export default function () {}',
  ]
  const places = nameFaults('a.ts', code.join('\n')).map(fault => /"(.*)" in (.*):( it|$)/.exec(fault)?.slice(1, 3))
  t.strictSame(places, [
    ['until', 'a.ts:1'],
    ['sold', 'a.ts:2'],
    ['held', 'a.ts:2'],
    ['paid', 'a.ts:3'],
  ])
})
