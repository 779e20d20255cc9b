import t from 'tap'
import { printedValues, readValues } from '../../../scripts/print/printed-values.ts'

const start = '<!-- values: printed from values.yaml by `npm run print` -->\n'

t.test('the table of values replaces the old one in the README, again and again', async t => {
  const chart = (readme: string) => ({
    charts: { kconference: { 'README.md': readme, 'values.yaml': '# -- How many.\nreplicas: 2\n' } },
  })
  const table = '\n| value | default | meaning |\n| --- | --- | --- |\n| `replicas` | `2` | How many. |\n\n'
  const text = `# Chart\n${start}${table}<!-- /values -->\nEnd\n`
  for (const old of ['', 'old\n', table]) {
    const root = t.testdir(chart(`# Chart\n${start}${old}<!-- /values -->\nEnd\n`))
    t.strictSame([...printedValues(root)], [['charts/kconference/README.md', text]])
  }
})

t.test('a README without a place for it is an error', async t => {
  for (const readme of ['', start, `<!-- /values -->\n${start}`]) {
    const root = t.testdir({
      charts: { kconference: { 'README.md': readme, 'values.yaml': '# -- How many.\na: 1\n' } },
    })
    t.throws(() => printedValues(root), {
      message:
        'Cannot print "charts/kconference/README.md": it must have a line "<!-- values: printed from values.yaml by `npm run print` -->" and one "<!-- /values -->"',
    })
  }
})

t.test('values are listed in their order, each with its description and its default', async t => {
  const text = `# A remark about the file.

image:
  # -- The image of both programs:
  # they differ in their command only.
  repository: kconference
  # A remark that is no description.
  # -- Its tag.
  tag: ""
hooks:
  tls:
    # -- As it is.
    secret: { name: x }
  # -- Of the container.
  resources:
    # A remark inside.
    requests:
      cpu: 50m
# -- None.
labels: {}
`
  t.strictSame(readValues(text), [
    {
      path: 'image.repository',
      words: 'The image of both programs: they differ in their command only.',
      value: 'kconference',
    },
    { path: 'image.tag', words: 'Its tag.', value: '' },
    { path: 'hooks.tls.secret', words: 'As it is.', value: { name: 'x' } },
    { path: 'hooks.resources', words: 'Of the container.', value: { requests: { cpu: '50m' } } },
    { path: 'labels', words: 'None.', value: {} },
  ])
})

t.test('a value without a description is an error', async t => {
  for (const text of ['a:\n  b: 1\n', 'a:\n  # A remark.\n  b: 1\n', '# -- The first.\nc: 1\na:\n  b: 1\n']) {
    t.throws(() => readValues(text), {
      message: 'Cannot print the values of the chart: "a.b" must have a comment that begins with "# --"',
    })
  }
  t.throws(() => readValues('a: {}\n'), { message: /"a" must have a comment/ })
  t.throws(() => readValues('a: []\n'), { message: /"a" must have a comment/ })
  t.throws(() => readValues('a:\n'), { message: /"a" must have a comment/ })
})
