import t from 'tap'
import { settings } from '../../../hooks/config/settings.ts'
import { rendered, template } from '../../fixtures/chart/chart.ts'

const off = 'payments: { paypalVerification: "off" }'
const programs = ['hooks', 'boxOffice', 'payments', 'shop', 'cashier', 'admission']

/** The sentence with which the chart refuses values, beside the required one. */
async function refusal(values: object): Promise<string> {
  const { payments, ...others } = values as { payments?: object }
  const { code, stderr } = await template(
    JSON.stringify({ payments: { paypalVerification: 'off', ...payments }, ...others }),
  )
  const [, sentence = stderr] = /execution error at [^:]*:\d+:\d+\): (.*)\n/.exec(stderr) ?? []
  return code === 0 ? '' : sentence
}

t.test('a program cannot serve its metrics at its own port', async t => {
  for (const program of programs) {
    const sentence = `Cannot install ${program}.metricsPort 9000: it must differ from ${program}.port, because one address serves one of them`
    t.equal(await refusal({ [program]: { port: 9000, metricsPort: 9000 } }), sentence)
  }
  t.equal(await refusal({ hooks: { port: 9000 }, payments: { port: 9000 } }), '', 'pods have addresses of their own')
})

t.test('an autoscaler needs a range', async t => {
  for (const program of ['hooks', 'payments', 'shop', 'admission']) {
    const autoscaling = { enabled: true, minReplicas: 4, maxReplicas: 3 }
    const sentence = `Cannot install ${program}.autoscaling.minReplicas 4: it must be at most maxReplicas, 3`
    t.equal(await refusal({ [program]: { autoscaling } }), sentence)
    t.equal(await refusal({ [program]: { autoscaling: { ...autoscaling, enabled: false } } }), '', 'it is off')
  }
  t.equal(await refusal({ hooks: { autoscaling: { enabled: true, minReplicas: 3, maxReplicas: 3 } } }), '')
})

t.test('extraEnv cannot replace a setting that the chart sets', async t => {
  for (const program of programs) {
    const sentence = `Cannot install ${program}.extraEnv "PORT": it must not be a setting of the programs, because the chart sets these; set the value of the chart for it`
    t.equal(await refusal({ [program]: { extraEnv: [{ name: 'TZ' }, { name: 'PORT', value: '1' }] } }), sentence)
  }
  for (const name of Object.keys(settings)) {
    t.match(await refusal({ payments: { extraEnv: [{ name, value: 'off' }] } }), `payments.extraEnv "${name}"`)
  }
  t.equal(await refusal({ hooks: { extraEnv: [{ name: 'NODE_OPTIONS', value: '--max-old-space-size=200' }] } }), '')
})

t.test('labels cannot replace those by which the chart selects its pods', async t => {
  const [{ metadata } = { metadata: { labels: {} } }] = await rendered(`{ ${off}, crds: { enabled: false } }`)
  const own = Object.keys(metadata.labels ?? {})
  t.ok(own.includes('app.kubernetes.io/component'))
  for (const key of own) {
    const sentence = `"${key}": it must be another key, because the chart sets this label and selects pods by it`
    t.equal(await refusal({ commonLabels: { [key]: 'x' } }), `Cannot install commonLabels ${sentence}`)
    t.equal(await refusal({ shop: { podLabels: { [key]: 'x' } } }), `Cannot install shop.podLabels ${sentence}`)
  }
})

t.test('no two programs share an account, and none has that of others', async t => {
  const why = 'because the policies recognize each program by its account'
  const table: [values: object, sentence: string][] = [
    [
      { hooks: { serviceAccount: { create: false } } },
      'Cannot install hooks.serviceAccount.create false with hooks.serviceAccount.name "": it must name an account in the release\'s namespace',
    ],
    [
      { payments: { serviceAccount: { create: false, name: 'default' } } },
      `Cannot install payments.serviceAccount.name "default": it must differ from the account of pods without one, ${why}`,
    ],
    [
      { hooks: { serviceAccount: { name: 'kconference-backup' } } },
      `Cannot install hooks.serviceAccount.name "kconference-backup": it must differ from the account of backup, ${why}`,
    ],
    [
      { shop: { serviceAccount: { name: 'kconference-test' } } },
      `Cannot install shop.serviceAccount.name "kconference-test": it must differ from the account of helm test, ${why}`,
    ],
    [
      { shop: { serviceAccount: { name: 'kconference-cashier' } } },
      `Cannot install cashier.serviceAccount.name "kconference-cashier": it must differ from the account of shop, ${why}`,
    ],
    [
      {
        boxOffice: { serviceAccount: { name: 'engine' } },
        metacontroller: { serviceAccount: { name: 'engine', namespace: 'kconference-system' } },
      },
      `Cannot install boxOffice.serviceAccount.name "engine": it must differ from the account of Metacontroller, ${why}`,
    ],
  ]
  for (const [values, sentence] of table) t.equal(await refusal(values), sentence)
  t.equal(await refusal({ boxOffice: { serviceAccount: { name: 'metacontroller' } } }), '', 'in another namespace')
})

t.test('Services with IPv6 need programs that listen on it', async t => {
  const words = (policy: string, families: string) =>
    `Cannot install host "0.0.0.0" with service.ipFamilyPolicy "${policy}" and service.ipFamilies ${families}: it must be "::", which accepts IPv4 and IPv6`
  t.equal(await refusal({ service: { ipFamilies: ['IPv6'] } }), words('', '["IPv6"]'))
  for (const ipFamilyPolicy of ['PreferDualStack', 'RequireDualStack']) {
    t.equal(await refusal({ service: { ipFamilyPolicy } }), words(ipFamilyPolicy, '[]'))
    t.equal(await refusal({ host: '::', service: { ipFamilyPolicy } }), '')
  }
  t.equal(await refusal({ service: { ipFamilyPolicy: 'SingleStack', ipFamilies: ['IPv4'] } }), '')
})
