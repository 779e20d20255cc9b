import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { parse } from 'yaml'
import { chart, template } from '../../fixtures/chart/chart.ts'

interface Schema {
  description?: string
  default?: unknown
  properties?: Record<string, Schema>
  additionalProperties?: unknown
}

const schema: Schema = JSON.parse(readFileSync(join(chart, 'values.schema.json'), 'utf8'))
const values = parse(readFileSync(join(chart, 'values.yaml'), 'utf8'))

/** The paths of all values in a schema. A map with a default is one value. */
function named(part: Schema, path = ''): string[] {
  const { properties } = part
  if (properties === undefined || 'default' in part) return [path]
  return Object.entries(properties).flatMap(([key, child]) => named(child, path === '' ? key : `${path}.${key}`))
}

/** True if the values have a default at the path. */
function has(path: string): boolean {
  let place = values
  for (const key of path.split('.')) {
    if (typeof place !== 'object' || place === null || !(key in place)) return false
    place = place[key]
  }
  return true
}

t.test('each value of the schema has a default and a description, except those that helm adds', async t => {
  t.strictSame(
    named(schema).filter(path => !has(path)),
    ['global'],
  )
})

t.test('the schema rejects unknown values at every level that it describes', async t => {
  const open: string[] = []
  const walk = (part: Schema, path: string) => {
    if (part.properties && part.additionalProperties !== false) open.push(path)
    for (const [key, child] of Object.entries(part.properties ?? {})) walk(child, `${path}/${key}`)
  }
  walk(schema, '')
  t.strictSame(open, [])
})

t.test('each impossible value is rejected, with its place', async t => {
  const table: [values: string, words: string][] = [
    ['commonLabels: { a: 1 }', "at '/commonLabels/a': got number, want string"],
    ['image: { digest: latest }', "at '/image/digest': 'latest' does not match pattern"],
    ['image: { pullSecrets: [registry] }', "at '/image/pullSecrets/0': got string, want object"],
    ['hooks: { drainSeconds: 301 }', "at '/hooks/drainSeconds': maximum: got 301, want 300"],
    ['hooks: { metricsPort: 70000 }', "at '/hooks/metricsPort'"],
    ['hooks: { tls: { secret: x } }', "at '/hooks/tls': additional properties 'secret' not allowed"],
    ['hooks: { tls: { caBundle: x } }', "at '/hooks/tls/caBundle': 'x' does not match pattern"],
    ['hooks: { auth: { token: x } }', "at '/hooks/auth': additional properties 'token' not allowed"],
    [
      'hooks: { autoscaling: { enabled: yes, min: 1 } }',
      "at '/hooks/autoscaling': additional properties 'min' not allowed",
    ],
    ['hooks: { podDisruptionBudget: { maxUnavailable: 0 } }', "at '/hooks/podDisruptionBudget/maxUnavailable'"],
    ['hooks: { extraEnv: [{ value: x }] }', "at '/hooks/extraEnv/0': missing property 'name'"],
    ['payments: { tls: {} }', "at '/payments': additional properties 'tls' not allowed"],
    ['payments: { ingress: { hosts: [a] } }', "at '/payments/ingress': additional properties 'hosts' not allowed"],
    ['payments: { httpRoute: { parentRefs: [{ namespace: a }] } }', "missing property 'name'"],
    ['networkPolicies: { ingress: [{}] }', "at '/networkPolicies/ingress/0': minProperties"],
    ['networkPolicies: { ingress: [{ pods: {} }] }', "additional properties 'pods' not allowed"],
    [
      'networkPolicies: { egress: [{ cidrs: [10.0.0.1/32], ports: [] }] }',
      "at '/networkPolicies/egress/0/ports': minItems",
    ],
    ['monitoring: { serviceMonitor: { interval: often } }', "at '/monitoring/serviceMonitor/interval'"],
    ['monitoring: { dashboard: { labels: { a: 1 } } }', "at '/monitoring/dashboard/labels/a'"],
  ]
  for (const [text, words] of table) {
    const { code, stderr } = await template(`{ ${text} }`)
    t.equal(code, 1, text)
    t.match(stderr, words, text)
  }
})

t.test('each contradiction is rejected in one sentence', async t => {
  const off = 'payments: { paypalVerification: "off" '
  const live = 'payments: { paypalVerification: live '
  const proxied = `${live}, trustedProxies: [10.0.0.0/8]`
  const table: [values: string, words: string][] = [
    ...['ingress', 'httpRoute'].flatMap((way): [string, string][] => [
      [
        `${off}, trustedProxies: [10.0.0.0/8], ${way}: { enabled: true } }`,
        `Cannot install payments.${way} with payments.paypalVerification "off": it must be "live" or "sandbox", or everybody can report payments through it`,
      ],
      [
        `${live}, ${way}: { enabled: true } }`,
        `Cannot install payments.${way} with payments.trustedProxies []: it must name the addresses of the proxy's pods, such as 10.244.0.0/16, or all callers count as one`,
      ],
    ]),
    [
      `${off} }, networkPolicies: { enabled: true }`,
      'Cannot install networkPolicies.enabled: networkPolicies.ingress must list the pods that may call the payment endpoint and the shop',
    ],
    [
      `${proxied}, httpRoute: { enabled: true } }`,
      'Cannot install payments.httpRoute.enabled: payments.httpRoute.parentRefs must name gateways',
    ],
  ]
  for (const [text, words] of table) t.match(await template(`{ ${text} }`), { code: 1, stderr: words }, text)
})
