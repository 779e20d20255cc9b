import t from 'tap'
import { passagesOf } from '../../../scripts/house/sentences.ts'

/** The passages of a file of these lines, each behind the number of its line. */
const passages = (file: string, ...lines: string[]) =>
  passagesOf(file, lines.join('\n')).map(({ line, text }) => `${line} ${text}`)

/** A value in a template. */
const value = (source: string) => `\${${source}}`

t.test('code has comments, and texts of at least four words', async t => {
  t.strictSame(
    passages(
      'a.ts',
      '/** One line. */',
      '/**',
      ' * Two',
      ' * lines.',
      ' */',
      '// First part,',
      '// second part.',
      '',
      '// Another one.',
      '/* Not part of it. */',
      '// Nor is this.',
      "const text = 'a text of words'",
      `const template = \`the order ${value('name')} waits\``,
      "const label = 'not a sentence'",
    ),
    [
      '1 One line.',
      '2 Two lines.',
      '6 First part, second part.',
      '9 Another one.',
      '10 Not part of it.',
      '11 Nor is this.',
      '12 a text of words',
      `13 the order ${value('name')} waits`,
    ],
  )
})

t.test('a document has paragraphs, items of lists and cells of tables, without headings, labels and code', async t => {
  t.strictSame(
    passages(
      'a.md',
      '# Heading',
      'A paragraph',
      'of two lines.',
      '',
      'Another one:',
      '* an item',
      '  of two lines',
      '1. a numbered item',
      '```',
      'code',
      '| code |',
      '```',
      'After the code.',
      '| what to do | a head of four words |',
      '| --- | :-: |',
      '| a cell of a table | short |',
      'After the table.',
    ),
    [
      '2 A paragraph of two lines.',
      '5 Another one:',
      '6 an item of two lines',
      '8 a numbered item',
      '13 After the code.',
      '14 a head of four words',
      '16 a cell of a table',
      '17 After the table.',
    ],
  )
})

t.test('YAML and templates have comments', async t => {
  const lines = [
    '# -- The number of replicas,',
    '# at least one.',
    'replicas: 1 # not read',
    '  # Indented.',
    '#',
    '# After an empty one.',
    '{{- /* A template. */ -}}',
    '{{/* Two',
    'lines. */}}',
    'not a comment',
  ]
  const found = [
    '1 The number of replicas, at least one.',
    '4 Indented.',
    '6 After an empty one. A template. Two lines.',
  ]
  for (const file of ['a.yaml', 'a.yml', 'a.tpl']) t.strictSame(passages(file, ...lines), found, file)
})

t.test('other files have none', async t => {
  t.strictSame(passages('a.json', '// Not read.'), [])
})
