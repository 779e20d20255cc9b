import t, { type Test } from 'tap'
import { wordFaults } from '../../../scripts/house/word-faults.ts'

/** The faults of a document with this text. */
const faultsOf = (t: Test, text: string) => wordFaults(t.testdir({ docs: { 'a.md': `${text}\n` } }))

const fault = (clause: string, place = 'docs/a.md:1') =>
  `Cannot accept "${clause}" in ${place}: it must begin with its subject`

t.test('a clause that begins with its subject is right', async t => {
  for (const text of [
    'The order waits. It keeps its seat: nothing else does.',
    'What is a hold? Who decides?',
    'Nobody knows what it is: of course; where it ends is unknown.',
    'Offers end. Whatever!',
    'WHOLE orders wait.',
  ]) {
    t.strictSame(faultsOf(t, text), [], text)
  }
})

t.test('a sentence that opens with a free relative is a fault', async t => {
  for (const [text, clause] of [
    ['What is refused keeps its reason.', 'What is refused keeps its reason.'],
    ['It waits. Who pays gets a seat! It ends.', 'Who pays gets a seat!'],
    ['Of whose order nothing is known: refuse it.', 'Of whose order nothing is known:'],
    ['Where `x` is absent, y counts.', 'Where `x` is absent, y counts.'],
    [`Whoever ${'waits '.repeat(20)}`, `Whoever ${'waits '.repeat(20)}`.slice(0, 60)],
  ] as const) {
    t.strictSame(faultsOf(t, text), [fault(clause)], text)
  }
})

t.test('a clause after a colon or a semicolon that opens with a free relative is a fault', async t => {
  t.strictSame(faultsOf(t, 'It waits: what is free goes first; who can pay does; what follows is fine.'), [
    fault('what is free goes first;'),
    fault('who can pay does;'),
  ])
})

t.test('comments, texts, templates, documents and names are read, in folders of code only the code', async t => {
  const root = t.testdir({
    'README.md': 'What a.\n',
    'notes.txt': 'What b.\n',
    charts: { 'a.yaml': '# What c.\n', 'b.tpl': '{{/* What d. */}}\n', 'c.md': 'What e.\n' },
    hooks: { rules: { 'a.ts': '// What f.\nexport function sold() {}\n' } },
    test: { 'a.ts': '// What g.\nexport function sold() {}\n' },
  })
  const name =
    'Cannot accept the name "sold" in hooks/rules/a.ts:2: it must be a verb, a noun or begin with is, has or can'
  t.strictSame(wordFaults(root), [
    fault('What a.', 'README.md:1'),
    fault('What c.', 'charts/a.yaml:1'),
    fault('What d.', 'charts/b.tpl:1'),
    fault('What f.', 'hooks/rules/a.ts:1'),
    name,
  ])
  t.strictSame(wordFaults(root, 'hooks/'), [fault('What f.', 'hooks/rules/a.ts:1'), name])
})
