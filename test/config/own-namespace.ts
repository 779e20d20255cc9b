import t from 'tap'
import { readOwnNamespace } from '../../hooks/config/own-namespace.ts'

t.test('the namespace is that of the environment, else of the pod', async t => {
  const root = t.testdir({ var: { run: { secrets: { 'kubernetes.io': { serviceaccount: { namespace: 'pod\n' } } } } } })
  t.equal(readOwnNamespace({ NAMESPACE: 'kconference-system' }, { root }), 'kconference-system')
  t.equal(readOwnNamespace({}, { root }), 'pod')
})

t.test('a program must know its namespace', async t => {
  for (const text of ['', 'Not-a-label', 'a_b']) {
    const message = `Cannot run in NAMESPACE "${text}": it must be the namespace of this program`
    t.throws(() => readOwnNamespace({ NAMESPACE: text }, { root: t.testdirName }), new RangeError(message))
  }
})
