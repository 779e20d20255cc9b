import t from 'tap'
import { createCustomize } from '../../../../local/metacontroller/related/customize.ts'
import { aParent, aThing, fakeDiscovery, manualClock, thingKind } from '../../../fixtures/engine/fakes.ts'

const controller = {
  apiVersion: 'metacontroller.k8s.io/v1alpha1',
  kind: 'CompositeController',
  metadata: { name: 'c' },
}
const answer = JSON.stringify({
  relatedResources: [{ apiVersion: thingKind.apiVersion, resource: 'things', names: ['a'] }],
})
const minute = 60_000

function setUp(reply: () => string = () => answer) {
  const asked: unknown[] = []
  const hook = {
    async call(body: unknown) {
      asked.push(body)
      return reply()
    },
  }
  const clock = manualClock()
  const discovery = fakeDiscovery(thingKind)
  return { asked, clock, customize: createCustomize({ controller, hook, discovery, now: clock.now }) }
}

t.test('the hook is called once for a generation of a parent', async t => {
  const { asked, customize } = setUp()
  t.equal(customize.knownRules(aParent()), undefined)
  const [rule] = await customize.rulesFor(aParent())
  t.strictSame(rule?.resource, thingKind)
  t.equal(
    rule?.matches(aThing('a'), () => undefined),
    true,
  )
  await customize.rulesFor(aParent({ labels: { more: '1' }, resourceVersion: '9' }))
  t.strictSame(asked, [{ controller, parent: aParent() }])
  t.strictSame(customize.knownRules(aParent()), [rule])
  await customize.rulesFor(aParent({ generation: 2 }))
  await customize.rulesFor(aParent({ uid: 'another' }))
  t.equal(asked.length, 3)
})

t.test('an answer is valid for twenty minutes', async t => {
  const { asked, clock, customize } = setUp()
  await customize.rulesFor(aParent())
  clock.advance(19 * minute)
  await customize.rulesFor(aParent())
  await customize.rulesFor(aParent({ uid: 'another' }))
  t.equal(asked.length, 2)
  clock.advance(minute)
  t.equal(customize.knownRules(aParent()), undefined)
  await customize.rulesFor(aParent())
  clock.advance(10 * minute)
  await customize.rulesFor(aParent({ generation: 2 }))
  t.equal(asked.length, 4)
  t.ok(customize.knownRules(aParent({ uid: 'another' })))
  clock.advance(20 * minute)
  await customize.rulesFor(aParent({ generation: 3 }))
  t.equal(customize.knownRules(aParent({ uid: 'another' })), undefined)
})

t.test('a failure is not cached', async t => {
  const replies = ['{"more":1}', '{"relatedResources":[{"apiVersion":"v1","resource":"pods"}]}', answer]
  const { customize } = setUp(() => String(replies.shift()))
  await t.rejects(customize.rulesFor(aParent()), /unknown field "more"/)
  await t.rejects(customize.rulesFor(aParent()), { message: "discovery: can't find pods" })
  t.equal((await customize.rulesFor(aParent())).length, 1)
})

t.test('without a hook there are no rules', async t => {
  const customize = createCustomize({ controller, hook: undefined, discovery: fakeDiscovery() })
  t.strictSame(await customize.rulesFor(aParent()), [])
})
