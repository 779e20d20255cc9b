import { hostname } from 'node:os'
import t from 'tap'
import { readBoxOfficeConfig } from '../../hooks/config/box-office.ts'
import { frozen } from '../fixtures/requests.ts'

const enough = { KUBECONFIG: '/a/kubeconfig', NAMESPACE: 'kconference-system' }

t.test('does not change its arguments', async t => {
  const env = frozen({
    ...enough,
    HOST: '127.0.0.1',
    PORT: '3000',
    METRICS_PORT: '0',
    LOG_LEVEL: 'debug',
    SHARDS: '4',
    IDENTITY: 'box-office-1',
    EVENTS_PER_SECOND: '0',
  })
  t.strictSame(readBoxOfficeConfig(env), {
    host: '127.0.0.1',
    port: 3000,
    metricsPort: 0,
    logLevel: 'debug',
    drainMs: 0,
    kubeconfig: '/a/kubeconfig',
    namespace: 'kconference-system',
    shards: 4,
    identity: 'box-office-1',
    eventsPerSecond: 0,
  })
})

t.test('missing variables have their defaults, and a pod knows its namespace', async t => {
  const root = t.testdir({ var: { run: { secrets: { 'kubernetes.io': { serviceaccount: { namespace: 'pod\n' } } } } } })
  t.strictSame(readBoxOfficeConfig({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, { root }), {
    host: '0.0.0.0',
    port: 8081,
    metricsPort: 9090,
    logLevel: 'info',
    drainMs: 0,
    namespace: 'pod',
    shards: 1,
    identity: `${hostname()}_${process.pid}`,
    eventsPerSecond: 10,
  })
  t.throws(() => readBoxOfficeConfig({ NAMESPACE: 'a' }), { message: /^Cannot reach an API server/ })
})

t.test('conferences are shared by 1 to 16 processes', async t => {
  for (const shards of [1, 16]) t.equal(readBoxOfficeConfig({ ...enough, SHARDS: String(shards) }).shards, shards)
  for (const text of ['0', '17', '-1', '1.5', 'two', '1e1']) {
    t.throws(
      () => readBoxOfficeConfig({ ...enough, SHARDS: text }),
      new RangeError(`Cannot share conferences among SHARDS "${text}": it must be a number from 1 to 16`),
    )
  }
})

t.test('Events have a limit of 0 to 999 per second', async t => {
  t.equal(readBoxOfficeConfig({ ...enough, EVENTS_PER_SECOND: '999' }).eventsPerSecond, 999)
  for (const text of ['1000', '-1', '1.5', 'ten']) {
    t.throws(
      () => readBoxOfficeConfig({ ...enough, EVENTS_PER_SECOND: text }),
      new RangeError(`Cannot use EVENTS_PER_SECOND "${text}": it must be a number from 0 to 999`),
    )
  }
})
