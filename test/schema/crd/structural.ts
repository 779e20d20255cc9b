import t from 'tap'
import {
  calendarRule,
  comparableTime,
  fieldOptions,
  languageTag,
  mapOf,
  oneOf,
  text,
  time,
  timePattern,
  wholeNumber,
} from '../../../hooks/schema/crd/structural.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

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

t.test('a time that rules compare is a day of the calendar in a year that CEL can read', async t => {
  const years = { rule: "self >= '2000' && self < '3000'", message: 'must be in the years 2000 to 2999' }
  t.strictSame(printed(comparableTime({ description, rules })), {
    ...printed(time({ description })),
    'x-kubernetes-validations': [calendarRule, years, ...rules],
  })
  t.strictSame(printed(comparableTime({ description }))['x-kubernetes-validations'], [calendarRule, years])
  t.equal(calendarRule.message, 'must be a day of the calendar')
})

t.test('the tag of a language is one of BCP 47', async t => {
  const schema = languageTag({ description })
  for (const right of ['de', 'it-CH', 'zh-Hant-TW']) t.equal(misfit(schema, right), undefined, right)
  for (const wrong of ['', 'd', 'de_AT', 'Deutsch (AT)', 'de-', 'x'.repeat(36)])
    t.match(misfit(schema, wrong), /^it must /, wrong)
})

t.test('the pattern of times accepts what Kubernetes writes, and no form that CEL cannot read', async t => {
  const pattern = new RegExp(timePattern)
  for (const right of ['2026-11-20T08:00:00Z', '2026-02-30T08:00:00.123456789+23:59', '0000-01-01T00:00:00-00:00'])
    t.match(right, pattern)
  for (const wrong of ['2026-11-28t20:08:00z', '2026-13-01T00:00:00Z', '2026-11-20', '2026-11-20T08:00:60Z', 'x'])
    t.notMatch(wrong, pattern)
  t.notMatch('2026-11-20T08:00:00+30:00', pattern)
})
