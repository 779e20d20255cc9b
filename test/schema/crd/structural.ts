import t from 'tap'
import { fieldOptions, mapOf, oneOf, text, time, wholeNumber } from '../../../hooks/schema/crd/structural.ts'

const description = 'What it is.'
const rules = [{ rule: 'self == oldSelf', message: 'must not change' }]
const printed = (schema: object) => JSON.parse(JSON.stringify(schema))

t.test('rules are under the key of the API server', async t => {
  t.strictSame(fieldOptions({ description, rules }), { description, 'x-kubernetes-validations': rules })
  t.strictSame(fieldOptions({ description }), { description })
})

t.test('each node prints as a structural schema', async t => {
  t.strictSame(printed(oneOf({ Held: 'It is held.', Sold: 'It is sold.' }, { description, default: 'Held' })), {
    type: 'string',
    enum: ['Held', 'Sold'],
    description: 'What it is.\nHeld: It is held.\nSold: It is sold.',
    default: 'Held',
  })
  t.strictSame(printed(mapOf(text(63, { description }), { description, maxProperties: 4, rules })), {
    type: 'object',
    additionalProperties: { type: 'string', minLength: 1, maxLength: 63, description },
    description,
    maxProperties: 4,
    'x-kubernetes-validations': rules,
  })
  t.strictSame(printed(text(5, { description, minLength: 0, pattern: '^a*$' })), {
    type: 'string',
    minLength: 0,
    maxLength: 5,
    description,
    pattern: '^a*$',
  })
  t.strictSame(printed(wholeNumber(0, 9, { description, default: 1 })), {
    type: 'integer',
    minimum: 0,
    maximum: 9,
    description,
    default: 1,
  })
  t.strictSame(printed(time({ description })), {
    type: 'string',
    minLength: 1,
    maxLength: 40,
    format: 'date-time',
    description,
  })
})
