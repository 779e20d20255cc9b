import { once } from 'node:events'
import https from 'node:https'
import type { AddressInfo } from 'node:net'
import t from 'tap'
import { admissionServer, boxOfficeServer, hookServer, paymentServer } from '../../../local/system/servers.ts'
import { aCertificate } from '../../fixtures/chart/webhook-certificate.ts'
import { startAnsweringServer } from '../../fixtures/http/answering-server.ts'

t.test('the hook server has no credentials', async t => {
  const { ready, ...program } = hookServer({ root: '/project', port: 8080 })
  t.strictSame(program, {
    name: 'hooks',
    command: process.execPath,
    args: ['/project/hooks/sync-server.ts'],
    env: { HOST: '127.0.0.1', PORT: '8080', METRICS_PORT: '0', LOG_LEVEL: 'info' },
  })
})

t.test('the payment endpoint has the credentials of its account', async t => {
  const { ready, ...program } = paymentServer({ root: '/project', port: 3000, kubeconfig: '/run/kubeconfig' })
  t.strictSame(program, {
    name: 'payments',
    command: process.execPath,
    args: ['/project/hooks/payment-server.ts'],
    env: {
      HOST: '127.0.0.1',
      PORT: '3000',
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
      PAYPAL_VERIFICATION: 'off',
      NAMESPACE: 'kconference-system',
      KUBECONFIG: '/run/kubeconfig',
    },
  })
})

t.test('the box office has the credentials of its account, and a name for its Leases', async t => {
  const given = { root: '/project', port: 8081, kubeconfig: '/run/kubeconfig' }
  const { ready, ...program } = boxOfficeServer(given)
  t.strictSame(program, {
    name: 'box-office',
    command: process.execPath,
    args: ['--max-semi-space-size=8', '--heap-growing-percent=30', '/project/hooks/box-office.ts'],
    env: {
      HOST: '127.0.0.1',
      PORT: '8081',
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
      KUBECONFIG: '/run/kubeconfig',
      NAMESPACE: 'kconference-system',
      IDENTITY: 'box-office',
    },
  })
  t.match(boxOfficeServer({ ...given, name: 'another' }), { name: 'another', env: { IDENTITY: 'another' } })
})

t.test('the admission webhook has the credentials of its account, and its certificate is verified', async t => {
  const { cert, key, ca } = await aCertificate()
  const server = https
    .createServer({ cert, key }, (_, response) => response.writeHead(200).end())
    .listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const { port } = server.address() as AddressInfo
  const given = { root: '/project', port, kubeconfig: '/run/kubeconfig', certificates: '/run/certificates', ca }
  const { ready, ...program } = admissionServer(given)
  t.strictSame(program, {
    name: 'admission',
    command: process.execPath,
    args: ['/project/hooks/admission-server.ts'],
    env: {
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_PORT: '0',
      LOG_LEVEL: 'info',
      CERTIFICATES: '/run/certificates',
      KUBECONFIG: '/run/kubeconfig',
    },
  })
  await ready?.({ log: '', from: 0, signal: new AbortController().signal })
})

t.test('they are ready when /readyz answers', async t => {
  const { port, asked } = await startAnsweringServer(t)
  const { signal } = new AbortController()
  await hookServer({ root: '/project', port }).ready?.({ log: '', from: 0, signal })
  for (const server of [paymentServer, boxOfficeServer])
    await server({ root: '/project', port, kubeconfig: '' }).ready?.({ log: '', from: 0, signal })
  t.strictSame(asked, ['/readyz', '/readyz', '/readyz'])
})
