import t from 'tap'
import { createConferenceRegistry } from '../../hooks/box-office/registry.ts'
import { type FakeConference, openFake } from '../fixtures/box-office/fake-conference.ts'

t.test('a conference is created once for its namespace', async t => {
  const registry = createConferenceRegistry(openFake)
  t.equal(registry.get('conf'), undefined)
  const conf = registry.getOrCreate('conf')
  t.equal((conf.conference as unknown as FakeConference).namespace, 'conf')
  t.equal(registry.getOrCreate('conf'), conf)
  t.equal(registry.get('conf'), conf)
  t.strictSame([...registry.all()], [conf])
  t.not(registry.getOrCreate('other'), conf)
})

t.test('a conference without objects is forgotten', async t => {
  const registry = createConferenceRegistry(openFake)
  registry.dropIfEmpty('never seen')
  const { conference, unreadable } = registry.getOrCreate('conf')
  const isKept = () => {
    registry.dropIfEmpty('conf')
    return registry.get('conf') !== undefined
  }
  t.ok(isKept(), 'it has objects')
  Object.assign(conference, { empty: true })
  unreadable.set('Order/a', 'order must be object')
  t.ok(isKept(), 'something unreadable is left')
  unreadable.clear()
  t.notOk(isKept())
})
