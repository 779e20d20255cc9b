import t from 'tap'
import type { KubeObject } from '../../../../local/kubernetes/kube-object.ts'
import { FatalAnswer } from '../../../../local/metacontroller/hooks/hook-answer.ts'
import { relatedParents } from '../../../../local/metacontroller/related/related-parents.ts'
import { compileRule } from '../../../../local/metacontroller/related/related-rule.ts'
import { aParent, aThing, fakeWatched, parentKind, silent, thingKind } from '../../../fixtures/engine/fakes.ts'

const ruleFor = (name: string) =>
  compileRule({ apiVersion: thingKind.apiVersion, resource: 'things', names: [name] }, thingKind)
const parents = ['a', 'b', 'c'].map(name => aParent({ name, uid: `u-${name}` }))

async function find(objects: KubeObject[], rulesFor: (parent: KubeObject) => Promise<ReturnType<typeof ruleFor>[]>) {
  const fatal: Error[] = []
  const customize = {
    knownRules: (parent: KubeObject) => (parent.metadata.name === 'a' ? [ruleFor('other'), ruleFor('a')] : undefined),
    rulesFor,
  }
  const { cache } = fakeWatched(parentKind, parents)
  const labelsOf = () => undefined
  const options = { parents: cache, customize, labelsOf, log: silent, fatal: (error: Error) => fatal.push(error) }
  const found = await relatedParents(objects, options)
  return { names: found.map(({ metadata }) => metadata.name), fatal }
}

t.test('parents with a rule for the old or the new state are found, with cached or new rules', async t => {
  const own = async (parent: KubeObject) => [ruleFor(parent.metadata.name)]
  t.strictSame((await find([aThing('a')], own)).names, ['a'])
  t.strictSame((await find([aThing('b'), aThing('c')], own)).names, ['b', 'c'])
  t.strictSame((await find([aThing('none')], own)).names, [])
})

t.test('a parent whose hook fails is left out; a fatal answer is fatal', async t => {
  const failing = (error: Error) => async (parent: KubeObject) => {
    if (parent.metadata.name === 'b') throw error
    return [ruleFor('b')]
  }
  t.strictSame(await find([aThing('b')], failing(new Error('down'))), { names: ['c'], fatal: [] })
  const answer = new FatalAnswer('null')
  t.strictSame((await find([aThing('b')], failing(answer))).fatal, [answer])
})
