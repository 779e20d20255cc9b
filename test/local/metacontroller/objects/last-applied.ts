import t from 'tap'
import { applyUpdate, withLastApplied } from '../../../../local/metacontroller/objects/last-applied.ts'
import { aThing } from '../../../fixtures/engine/fakes.ts'

const annotation = 'metacontroller.k8s.io/last-applied-configuration'

t.test('a child carries the applied object, with sorted keys and <>& escaped as in Go', async t => {
  const desired = aThing('o', { annotations: { mine: '1' } }, { spec: { z: ['<&>'], a: null } })
  const { metadata, ...rest } = withLastApplied(desired, { ...desired, metadata: { name: 'o' } })
  t.strictSame(rest, { apiVersion: desired.apiVersion, kind: 'Thing', spec: { z: ['<&>'], a: null } })
  t.strictSame(metadata.annotations, {
    mine: '1',
    [annotation]:
      '{"apiVersion":"test.example.com/v1","kind":"Thing","metadata":{"name":"o"},"spec":{"a":null,"z":["\\u003c\\u0026\\u003e"]}}',
  })
})

t.test('a second application changes nothing, in whatever order the keys are', async t => {
  const made = withLastApplied(aThing('o', {}, { spec: { a: 1, b: 2 } }), aThing('o', {}, { spec: { a: 1, b: 2 } }))
  t.strictSame(applyUpdate(made, aThing('o', {}, { spec: { b: 2, a: 1 } })), made)
})

t.test('an annotation that the hook echoes is not applied', async t => {
  const made = withLastApplied(aThing('o'), aThing('o'))
  t.strictSame(
    applyUpdate(made, { ...aThing('o'), metadata: { ...aThing('o').metadata, annotations: { [annotation]: 'x' } } }),
    {
      ...made,
      metadata: {
        ...made.metadata,
        annotations: {
          [annotation]: made.metadata.annotations?.[annotation]?.replace(
            '"metadata":{',
            '"metadata":{"annotations":{},',
          ),
        },
      },
    },
  )
})

t.test('status and system metadata stay as observed', async t => {
  const observed = aThing('o', { resourceVersion: '7' }, { status: { ready: true } })
  const desired = aThing('o', { resourceVersion: '1', uid: 'other', generation: 9 }, { status: {}, spec: { a: 1 } })
  const { metadata, status } = applyUpdate(observed, desired)
  t.match([metadata, status], [{ resourceVersion: '7', uid: 'u-o', generation: undefined }, { ready: true }])
  t.notOk('status' in applyUpdate(aThing('o'), aThing('o', {}, { status: {} })))
})

t.test('an annotation that is not JSON is an error', async t => {
  const broken = aThing('o', { annotations: { [annotation]: '{' } })
  t.throws(() => applyUpdate(broken, aThing('o')), /Cannot read annotation ".*" of "o": it must be JSON/)
})
