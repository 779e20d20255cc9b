import t from 'tap'
import { createRollCall } from '../../../hooks/box-office/views/roll-call.ts'

const place = (name: string, namespace = 'conf') => ({ namespace, name })

t.test('an object that a later list does not show is missing once', async t => {
  const roll = createRollCall()
  roll.begin()
  for (const each of [place('a'), place('b'), place('a', 'other')]) roll.note(each)
  t.strictSame(roll.takeMissing(), [], 'the first list shows all that is known')
  roll.begin()
  roll.note(place('a'))
  t.strictSame(roll.takeMissing(), [place('b'), place('a', 'other')])
  t.strictSame(roll.takeMissing(), [])
})

t.test('objects that were created or deleted between two lists are known or forgotten', async t => {
  const roll = createRollCall()
  roll.begin()
  roll.note(place('gone'))
  roll.remove(place('gone'))
  roll.remove(place('never known'))
  roll.note(place('came'))
  roll.begin()
  t.strictSame(roll.takeMissing(), [place('came')])
})

t.test('a list that begins again starts a new round', async t => {
  const roll = createRollCall()
  roll.note(place('a'))
  roll.begin()
  roll.note(place('a'))
  roll.begin()
  t.strictSame(roll.takeMissing(), [place('a')])
})
