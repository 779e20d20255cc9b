import t, { type Test } from 'tap'
import { errorTexts } from '../../../scripts/house/error-texts.ts'

/** A value in a template. */
const value = (source: string) => `\${${source}}`

/** The texts of errors in a file of these lines, each behind the number of its line. */
function texts(t: Test, ...lines: string[]): string[] {
  const root = t.testdir({ hooks: { 'a.ts': lines.join('\n') }, 'b.ts': "throw new Error('not in hooks/')" })
  return errorTexts(root, ['hooks/**/*.ts']).map(({ file, line, text }) => `${file}:${line} ${text}`)
}

t.test('the message of an error is read, with its values as in the source', async t => {
  const found = texts(
    t,
    "throw new Error('one')",
    `throw new RangeError(\`two "${value('list.join(", ")')}"\`, { cause })`,
    "throw new AggregateError(errors, 'three')",
    "const late = () => reject(new Error('four'))",
    'export const rest = new Map<string, number>([["five", 5]])',
  )
  const list = value('list.join(", ")')
  t.strictSame(found, ['hooks/a.ts:1 one', `hooks/a.ts:2 two "${list}"`, 'hooks/a.ts:3 three', 'hooks/a.ts:4 four'])
})

t.test(
  'a class that extends an error is an error, and its constructor shows which argument is the message',
  async t => {
    const found = texts(
      t,
      "throw new Stale('outcome', 'one')",
      "throw new Refused('outcome', 'two')",
      "throw new Late('three')",
      'throw new TooMany(5)',
      "throw new NoError('four')",
      'class Stale extends Refused {}',
      'class Refused extends Error { constructor(outcome: string, message: string) { super(message) } }',
      'class Late extends Error { override name = "Late" }',
      `class TooMany extends Error { constructor(seconds: number) { super(\`five ${value('seconds')}\`) } }`,
      'class NoError {}',
    )
    t.strictSame(found, [
      'hooks/a.ts:1 one',
      'hooks/a.ts:2 two',
      'hooks/a.ts:3 three',
      `hooks/a.ts:9 five ${value('seconds')}`,
    ])
  },
)

t.test('a message is each of its possible texts', async t => {
  const found = texts(
    t,
    "const told = 'one'",
    'throw new Error(told)',
    "throw new Error(isLate ? 'two' : `three`)",
    "throw new Error(given ?? 'four')",
    'throw new Error(sentenceOf(cause).trim())',
    'throw new Error()',
  )
  t.strictSame(found, [
    'hooks/a.ts:2 one',
    'hooks/a.ts:3 two',
    'hooks/a.ts:3 three',
    `hooks/a.ts:4 ${value('given')}`,
    'hooks/a.ts:4 four',
    `hooks/a.ts:5 ${value('sentenceOf(cause).trim()')}`,
  ])
})

t.test('the property `error` of an answer is read, unless it repeats an error of another place', async t => {
  const found = texts(
    t,
    "reply.send({ error: 'one' })",
    `const error = \`two ${value('url')}\``,
    'reply.send({ error })',
    "reply.send({ error: isKnown ? refusal.message : 'three' })",
    "reply.send({ warning: 'four' })",
  )
  t.strictSame(found, ['hooks/a.ts:1 one', `hooks/a.ts:3 two ${value('url')}`, 'hooks/a.ts:4 three'])
})

t.test('a text with ": it must" is read anywhere', async t => {
  const found = texts(
    t,
    `const faults = ['Checking a: must be b', \`x: it must ${value('hold')}\`, 'they must: no', 'y: they must go']`,
    '// z: must not be read',
    "type Fault = 'w: must be read'",
  )
  t.strictSame(found, [
    'hooks/a.ts:1 Checking a: must be b',
    `hooks/a.ts:1 x: it must ${value('hold')}`,
    'hooks/a.ts:1 y: they must go',
    'hooks/a.ts:3 w: must be read',
  ])
})
