import t, { type Test } from 'tap'
import { errorFaults } from '../../../scripts/house/error-grammar.ts'

/** A value in a template. */
const value = (source: string) => `\${${source}}`

/** The rule that an error of hooks/a.ts with this text, a template, breaks. */
function faults(t: Test, text: string): string[] {
  return errorFaults(t.testdir({ hooks: { 'a.ts': `throw new Error(\`${text}\`)` } }), [])
}

const form = 'it must be Cannot <verb> <what> "<value>": <what must hold>; <next step>'

t.test('an error names the failed action and the condition', async t => {
  const good = [
    `Cannot listen on PORT "${value('text')}": it must be a number from 0 to 65535`,
    'Cannot read the body: it must be JSON',
    `Cannot find order ${value(`quoted(\`${value('namespace')}: x\`)`)}: it must be in namespace "${value('path')}"`,
    `Cannot start "${value('name')}": it must be ready within 5 s; the end of ${value('log')}:\n${value('end')}`,
    `Cannot verify the callback: ${value('why')}; send it again`,
    `Cannot read the arguments "${value(`[${'1, '.repeat(30)}]`)}": they must be short`,
  ]
  for (const text of good) t.strictSame(faults(t, text), [], text)
})

t.test('a text without that grammar is rejected', async t => {
  const old = [
    'reading custom "x": must be the name of an order',
    'Checking "x": must have a test of its own',
    'kubectl apply of x: it must succeed',
    'run "etcd": it must not end by itself',
    'The run is over',
    'Cannot adopt: it must be the same as before',
    'Cannot read the body',
    `${value('attempt')}: it must succeed`,
  ]
  for (const text of old) {
    t.strictSame(faults(t, text), [`Cannot accept "${text}" in hooks/a.ts:1: ${form}`])
  }
})

t.test('its verb is a plain one, the condition has a subject, and it is short', async t => {
  const long = `Cannot read the body: it must be${' very'.repeat(20)} short`
  const cases = [
    ['Cannot peruse the body: it must be JSON', /^its verb must be one of accept, .*, write$/],
    ['Cannot read the body: must be JSON', /^the part after the colon must have a subject, such as "it"$/],
    ['Cannot read custom: it must be there', /^it must use exist, given or deleted, not be there or be gone$/],
    [long, /^it must have at most 25 words beside its values$/],
  ] as const
  for (const [text, must] of cases) {
    const about = `Cannot accept "${text}" in hooks/a.ts:1: `
    const [fault = '', ...more] = faults(t, text)
    t.strictSame([fault.slice(0, about.length), more], [about, []])
    t.match(fault.slice(about.length), must)
  }
})

t.test('an exception is for a text of its file, and is a fault if no text needs it', async t => {
  const root = t.testdir({
    hooks: { 'a.ts': "throw new Error('Forbidden')" },
    local: { 'a.ts': "throw new Error('Forbidden')" },
  })
  const forbidden = { file: 'hooks/a.ts', text: /^Forbidden$/, because: 'the API server says so' }
  const stale = { file: 'hooks/b.ts', text: /^Gone$/, because: 'it was so' }
  t.strictSame(errorFaults(root, [forbidden, stale]), [
    `Cannot accept "Forbidden" in local/a.ts:1: ${form}`,
    'Cannot accept the exception /^Gone$/ of "hooks/b.ts": a text must need it; remove it',
  ])
})

t.test('every error of the project follows the grammar', async t => {
  t.strictSame(errorFaults(process.cwd()), [])
})
