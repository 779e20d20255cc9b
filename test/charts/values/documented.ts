import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { root } from '../../../local/config.ts'
import { chart, helm } from '../../fixtures/chart/chart.ts'

type Values = Record<string, unknown>

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const production = 'charts/kconference/examples/production-values.yaml'
const known = Object.keys(parse(read('charts/kconference/values.yaml')))
const pages = globSync(['*.md', 'docs/**/*.md', 'charts/**/*.md'], { cwd: root }).sort()

/** The code blocks of a page in a language. */
function blocksOf(page: string, language: string): string[] {
  const blocks = read(page).matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\``, 'gm'))
  return [...blocks].map(([, text = '']) => text)
}

/** The values of the chart that a page shows as YAML. */
const shown = pages.flatMap(page =>
  blocksOf(page, 'yaml').flatMap(text => {
    const values = text.includes('apiVersion:') ? null : parse(text)
    const isValues = values !== null && Object.keys(values).every(key => known.includes(key))
    return isValues ? [{ page, values: values as Values }] : []
  }),
)

/** The arguments that a page gives to helm for this chart, such as --set=crds.enabled=false. */
const set = pages.flatMap(page =>
  [...read(page).matchAll(/--set(?:-string)? ([\w.]+)=([^\s`]+)/g)].map(([, path = '', value = '']) => ({
    page,
    path,
    value,
  })),
)

/** The unsafe parts of values: anybody could get tickets for nothing, or nothing would protect the objects of a sale. */
function unsafeParts(values: Values): string[] {
  const at = (path: string) =>
    path.split('.').reduce<unknown>((part, key) => (part as Values | undefined)?.[key], values)
  const wrong: Record<string, (value: unknown) => boolean> = {
    'payments.paypalVerification': value => value === 'off' || value === false,
    'payments.trustedProxies': value => JSON.stringify(value ?? []).includes('/0"'),
    'shop.trustedProxies': value => JSON.stringify(value ?? []).includes('/0"'),
    'shop.url': value => String(value ?? '').startsWith('http:'),
    'policies.enabled': value => value === false,
    'policies.protectPaidOrders': value => value === false,
    'policies.exempt': value => value !== undefined,
    'networkPolicies.hooks': value => value === false,
    'networkPolicies.boxOffice': value => value === false,
    'crds.keep': value => value === false,
    'podSecurityContext.runAsNonRoot': value => value === false,
    'containerSecurityContext.privileged': value => value === true,
    'image.tag': value => value === 'latest',
  }
  return Object.entries(wrong).flatMap(([path, isWrong]) => (isWrong(at(path)) ? [path] : []))
}

/** Renders the chart with the example for production, and what a page shows beside it. */
async function renderBeside({ values, args = [] }: { values?: Values; args?: string[] }) {
  const command = [
    'template',
    'kconference',
    chart,
    '--namespace=kconference-system',
    `--values=${join(root, production)}`,
  ]
  const { code, stderr } = await helm([...command, '--values=-', ...args], JSON.stringify(values ?? {}))
  return { code, stderr }
}

const installed = { code: 0, stderr: '' }

t.test('the example for production can be installed as it is, and is safe', async t => {
  t.strictSame(await renderBeside({}), installed)
  const values = parse(read(production))
  t.strictSame(unsafeParts(values), [])
  t.match(values, { payments: { paypalVerification: 'live' }, networkPolicies: { enabled: true } })
})

t.test('the values that pages show can be installed, and are safe', async t => {
  t.ok(shown.length >= 3, 'pages show values')
  for (const { page, values } of shown) {
    t.strictSame(await renderBeside({ values }), installed, page)
    t.strictSame(unsafeParts(values), [], page)
  }
})

t.test('the values that commands in pages set exist, and are safe', async t => {
  t.ok(set.length >= 3, 'commands set values')
  for (const { page, path, value } of set) {
    t.strictSame(await renderBeside({ args: [`--set=${path}=${value}`] }), installed, `${page}: ${path}`)
    const values = path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value)
    t.strictSame(unsafeParts(values as Values), [], `${page}: ${path}`)
  }
})

t.test('only the example for kind believes every callback, and it opens nothing', async t => {
  const kind = parse(read('charts/kconference/examples/kind-values.yaml'))
  t.strictSame(unsafeParts(kind), ['payments.paypalVerification'])
  t.strictSame(Object.keys(kind.payments), ['paypalVerification'])
})

t.test('unsafe values are noticed', async t => {
  for (const [values, path] of [
    [{ payments: { paypalVerification: false } }, 'payments.paypalVerification'],
    [{ shop: { trustedProxies: ['0.0.0.0/0'] } }, 'shop.trustedProxies'],
    [{ shop: { url: 'http://tickets.example.com' } }, 'shop.url'],
    [{ policies: { exempt: { users: ['rita'] } } }, 'policies.exempt'],
    [{ crds: { keep: false } }, 'crds.keep'],
    [{ image: { tag: 'latest' } }, 'image.tag'],
  ] as const) {
    t.strictSame(unsafeParts(values), [path])
  }
})
