import t from 'tap'
import { type Field, quote, readField, readText, requireField } from '../../../hooks/payment/body/field.ts'

const field = (value: string, type: Field['type'] = 'string', name = 'custom'): Field => ({ name, value, type })

t.test('a field is read if it exists', async t => {
  const fields = [field('Jos\xe9', 'string', 'first_name'), field('order-1')]
  t.equal(readField(fields, 'custom'), 'order-1')
  t.equal(requireField(fields, 'custom'), 'order-1')
  t.equal(readField(fields, 'txn_id'), undefined)
  t.equal(readField([field('29.9', 'number')], 'custom', ['string', 'number']), '29.9')
})

t.test('a refusal names the field and its rule', async t => {
  const table: [Field[], string][] = [
    [[], 'Cannot read custom: the callback must have this field'],
    [[field('a'), field('a'), field('b')], 'Cannot read custom: the callback must have this field once, not 3 times'],
    [[field('5', 'number')], 'Cannot read custom: it must be a string'],
    [[field('Jos\xe9')], 'Cannot read custom: it must be printable ASCII'],
    [[field('a\nb')], 'Cannot read custom: it must be printable ASCII'],
  ]
  for (const [fields, message] of table) {
    t.throws(() => requireField(fields, 'custom'), { outcome: 'malformed', message }, message)
  }
  const neither = { message: 'Cannot read custom: it must be a string or a number' }
  t.throws(() => readField([field('null', 'other')], 'custom', ['string', 'number']), neither)
})

t.test('a text may hold any characters, but occurs once', async t => {
  t.equal(readText([field('Jos\xe9')], 'custom'), 'Jos\xe9')
  t.equal(readText([], 'custom'), undefined)
  const twice = {
    outcome: 'malformed',
    message: 'Cannot read custom: the callback must have this field once, not 2 times',
  }
  t.throws(() => readText([field('a'), field('b')], 'custom'), twice)
})

t.test('a long value is quoted in part', async t => {
  t.equal(quote('order-1'), '"order-1"')
  t.equal(quote('x'.repeat(65)), `"${'x'.repeat(64)}…"`)
})
