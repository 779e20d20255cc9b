import { createPrivateKey, X509Certificate } from 'node:crypto'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { admissionValues } from '../../../local/system/admission.ts'
import { install, release } from '../../../local/system/install.ts'
import { find, type Rendered, rendered, template } from '../../fixtures/chart/chart.ts'
import { startTestControlPlane } from '../../fixtures/cluster/control-plane.ts'

const values = (admission: object) =>
  JSON.stringify({ payments: { paypalVerification: 'off' }, admission: { enabled: true, ...admission } })
const dataOf = (secret: unknown) => (secret as { data: Record<string, string> }).data
const pem = (data: Record<string, string>, name: string) => Buffer.from(data[name] ?? '', 'base64')
const webhookOf = (objects: Rendered[]) =>
  (find(objects, 'ValidatingWebhookConfiguration', 'kconference-orders') as unknown as { webhooks: [Webhook] })
    .webhooks[0]

interface Webhook {
  clientConfig: { caBundle?: string; url?: string; service?: object }
}

t.test('it is off by default, and then no object of it is installed', async t => {
  t.strictSame(
    (await rendered()).filter(({ metadata }) => /admission/.test(metadata.name)),
    [],
  )
})

t.test(
  'the generated certificate is for the Service, and its authority is the one that the API server trusts',
  async t => {
    const objects = await rendered(values({ certificate: { days: 10 } }))
    const data = dataOf(find(objects, 'Secret', 'kconference-admission-certificate'))
    const certificate = new X509Certificate(pem(data, 'tls.crt'))
    for (const host of ['svc', 'svc.cluster.local'])
      t.ok(certificate.checkHost(`kconference-admission.kconference-system.${host}`), host)
    t.ok(certificate.checkPrivateKey(createPrivateKey(pem(data, 'tls.key'))))
    t.ok(certificate.verify(new X509Certificate(pem(data, 'ca.crt')).publicKey))
    const days = (Date.parse(certificate.validTo) - Date.now()) / 86_400_000
    t.ok(days > 9.9 && days <= 10)
    t.strictSame(webhookOf(objects).clientConfig, {
      caBundle: data['ca.crt'],
      service: { name: 'kconference-admission', namespace: 'kconference-system', path: '/admission/orders' },
    })
  },
)

t.test('it is for the host of admission.url instead, if that is set', async t => {
  for (const [url, check] of [
    ['https://10.0.0.7:9443/admission/orders', (certificate: X509Certificate) => certificate.checkIP('10.0.0.7')],
    [
      'https://orders.example.com/admission/orders',
      (certificate: X509Certificate) => certificate.checkHost('orders.example.com'),
    ],
  ] as const) {
    const objects = await rendered(values({ url }))
    const data = dataOf(find(objects, 'Secret', 'kconference-admission-certificate'))
    t.ok(check(new X509Certificate(pem(data, 'tls.crt'))), url)
    t.strictSame(webhookOf(objects).clientConfig, { caBundle: data['ca.crt'], url })
  }
})

t.test('cert-manager creates the certificate, with the given issuer or one that signs itself', async t => {
  const own = await rendered(values({ certificate: { source: 'certManager' } }))
  t.match(find(own, 'Issuer', 'kconference-admission').spec, { selfSigned: {} })
  t.match(find(own, 'Certificate', 'kconference-admission').spec, {
    secretName: 'kconference-admission-certificate',
    dnsNames: [
      'kconference-admission.kconference-system.svc',
      'kconference-admission.kconference-system.svc.cluster.local',
    ],
    issuerRef: { kind: 'Issuer', name: 'kconference-admission' },
  })
  t.equal(webhookOf(own).clientConfig.caBundle, undefined)
  t.match(find(own, 'ValidatingWebhookConfiguration', 'kconference-orders').metadata.annotations, {
    'cert-manager.io/inject-ca-from': 'kconference-system/kconference-admission',
  })
  const issuerRef = { kind: 'ClusterIssuer', name: 'company' }
  const given = await rendered(values({ certificate: { source: 'certManager', issuerRef } }))
  t.match(find(given, 'Certificate', 'kconference-admission').spec, { issuerRef })
  t.strictSame(
    given.filter(({ kind }) => kind === 'Issuer' || kind === 'Secret'),
    [],
  )
})

t.test('an existing Secret needs a name, and the certificate of its issuer', async t => {
  const certificate = { source: 'existingSecret', existingSecret: 'mine', caBundle: 'PEM\n' }
  const objects = await rendered(values({ certificate }))
  t.equal(webhookOf(objects).clientConfig.caBundle, Buffer.from('PEM\n').toString('base64'))
  t.match(find(objects, 'Deployment', 'kconference-admission').spec, {
    template: { spec: { volumes: [{ name: 'tls', secret: { secretName: 'mine' } }] } },
  })
  for (const [missing, words] of [
    ['existingSecret', 'admission.certificate.existingSecret must name a Secret'],
    ['caBundle', 'admission.certificate.caBundle must be the PEM of who signed it'],
  ] as const) {
    const { code, stderr } = await template(values({ certificate: { ...certificate, [missing]: '' } }))
    t.match({ code, stderr }, { code: 1, stderr: words })
  }
})

t.test('unknown values are rejected', async t => {
  for (const [admission, words] of [
    [{ port: 0 }, "at '/admission/port'"],
    [{ failurePolicy: 'ignore' }, "at '/admission/failurePolicy'"],
    [{ timeoutSeconds: 31 }, "at '/admission/timeoutSeconds'"],
    [{ url: 'http://example.com' }, "at '/admission/url'"],
    [{ certificate: { source: 'openssl' } }, "at '/admission/certificate/source'"],
    [{ tls: true }, "at '/admission': additional properties 'tls' not allowed"],
  ] as const)
    t.match(await template(values(admission)), { code: 1, stderr: words })
})

t.test('the program has TLS probes, its certificate and the right to read one object at a time', async t => {
  const objects = await rendered(values({ replicas: 3, port: 9443 }))
  const deployment = find(objects, 'Deployment', 'kconference-admission').spec
  const probe = (path: string) => ({ httpGet: { path, port: 'http', scheme: 'HTTPS' } })
  t.match(deployment, {
    replicas: 3,
    template: {
      spec: {
        containers: [
          {
            command: ['node', 'hooks/admission-server.ts'],
            livenessProbe: probe('/healthz'),
            readinessProbe: probe('/readyz'),
            volumeMounts: [{ name: 'tls', mountPath: '/run/kconference/tls', readOnly: true }],
          },
        ],
      },
    },
  })
  t.strictSame(find(objects, 'ClusterRole', 'kconference-admission').rules, [
    { apiGroups: ['app.corley.it'], resources: ['plans', 'seatpools', 'coupons'], verbs: ['get'] },
  ])
})

t.test('on a real API server', async t => {
  const controlPlane = await startTestControlPlane(t)
  const { kubectl } = controlPlane
  const secret = ['secret', 'kconference-admission-certificate', '--namespace=kconference-system']
  const upgrade = async (port: number) => {
    await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9', values: admissionValues(port) })
    const { data } = JSON.parse((await kubectl(['get', ...secret, '--output=json'])).stdout)
    const bundle = '--output=jsonpath={.webhooks[0].clientConfig.caBundle}'
    const trusted = await kubectl(['get', 'validatingwebhookconfiguration', 'kconference-orders', bundle])
    t.equal(trusted.stdout, data['ca.crt'], 'its issuer is trusted')
    return data
  }
  await install(controlPlane, { root, bin, hooksUrl: 'http://127.0.0.1:9' })

  // helm creates it before the pod of helm test, and deletes it afterwards.
  await kubectl(['create', 'serviceaccount', 'kconference-test', `--namespace=${release.namespace}`])

  t.test('the API server accepts all rendered objects, without a warning', async t => {
    const { stdout } = await template(values({}))
    const { code, stderr } = await kubectl(
      ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '--validate=strict', '--filename=-'],
      stdout,
    )
    t.strictSame({ code, stderr }, { code: 0, stderr: '' })

    const first = await upgrade(8443)

    t.test('an upgrade keeps the certificate', async t => {
      t.strictSame(await upgrade(9443), first)
    })

    t.test('an upgrade in the second half of its lifetime creates a new one', async t => {
      const { metadata, ...rest } = JSON.parse((await kubectl(['get', ...secret, '--output=json'])).stdout)
      const { name, namespace, labels, annotations } = metadata
      const aged = { ...annotations, 'app.corley.it/renew-after': '1' }
      const object = JSON.stringify({ ...rest, metadata: { name, namespace, labels, annotations: aged } })
      const asHelm = ['apply', '--server-side', '--field-manager=helm', '--filename=-']
      t.match(await kubectl(asHelm, object), { code: 0 })
      t.not((await upgrade(8443))['tls.crt'], first['tls.crt'])
    })
  })
})
