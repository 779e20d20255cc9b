import t from 'tap'
import {
  compileSelector,
  isEmptySelector,
  type Requirement,
} from '../../../../local/metacontroller/objects/selector.ts'

const selects = (requirement: Requirement) => compileSelector({ matchExpressions: [requirement] })

t.test('an empty selector selects everything', async t => {
  for (const selector of [undefined, null, {}, { matchLabels: null, matchExpressions: null }]) {
    t.equal(isEmptySelector(selector), true)
    t.equal(compileSelector(selector)(undefined), true)
  }
  t.equal(isEmptySelector({ matchLabels: { a: '1' } }), false)
})

t.test('all labels must be equal', async t => {
  const matches = compileSelector({ matchLabels: { a: '1', b: '2' } })
  t.strictSame([{ a: '1', b: '2', c: '3' }, { a: '1' }, { a: '1', b: '3' }, undefined].map(matches), [
    true,
    false,
    false,
    false,
  ])
})

t.test('expressions match as in Kubernetes', async t => {
  const labels = [{ a: '1' }, { a: '2' }, {}]
  const table: [Requirement, boolean[]][] = [
    [{ key: 'a', operator: 'In', values: ['1'] }, [true, false, false]],
    [{ key: 'a', operator: 'NotIn', values: ['1'] }, [false, true, true]],
    [{ key: 'a', operator: 'Exists' }, [true, true, false]],
    [{ key: 'a', operator: 'DoesNotExist', values: null }, [false, false, true]],
  ]
  for (const [requirement, expected] of table)
    t.strictSame(labels.map(selects(requirement)), expected, requirement.operator)
})

t.test('an inherited property is no label', async t => {
  const key = 'constructor'
  const labels: Record<string, string>[] = [{ [key]: '1' }, {}]
  t.strictSame(labels.map(selects({ key, operator: 'Exists' })), [true, false])
  t.strictSame(labels.map(selects({ key, operator: 'DoesNotExist' })), [false, true])
  t.strictSame(labels.map(selects({ key, operator: 'NotIn', values: ['1'] })), [false, true])
})

t.test('unknown operators and wrong values are rejected', async t => {
  t.throws(() => selects({ key: 'a', operator: 'Near' }), /operator "Near" of "a": it must be In, NotIn, Exists/)
  t.throws(() => selects({ key: 'a', operator: 'In', values: [] }), /values must be given for In and NotIn only/)
  t.throws(() => selects({ key: 'a', operator: 'Exists', values: ['1'] }), /values must be given for In and NotIn only/)
})
