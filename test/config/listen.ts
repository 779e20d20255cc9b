import t from 'tap'
import { readListenConfig } from '../../hooks/config/listen.ts'
import { frozen } from '../fixtures/requests.ts'

t.test('does not change its arguments', async t => {
  const env = frozen({ HOST: '127.0.0.1', PORT: '3000', METRICS_PORT: '0', LOG_LEVEL: 'debug', DRAIN_SECONDS: '5' })
  const config = { host: '127.0.0.1', port: 3000, metricsPort: 0, logLevel: 'debug', drainMs: 5000 }
  t.strictSame(readListenConfig(env, 8080), config)
})

t.test('a missing or empty variable has its default', async t => {
  const defaults = { host: '0.0.0.0', port: 3000, metricsPort: 9090, logLevel: 'info', drainMs: 0 }
  t.strictSame(readListenConfig({}, 3000), defaults)
  const empty = { HOST: '', PORT: '', METRICS_PORT: '', LOG_LEVEL: '', DRAIN_SECONDS: '' }
  t.strictSame(readListenConfig(empty, 3000), defaults)
})

t.test('a port is a number from 0 to 65535', async t => {
  for (const port of [0, 1, 65_535]) t.equal(readListenConfig({ PORT: String(port) }, 8080).port, port, String(port))
  for (const text of ['65536', '-1', '80a', '8e3', '0x50', ' 80', '80.5', 'http']) {
    t.throws(
      () => readListenConfig({ PORT: text }, 8080),
      new RangeError(`Cannot listen on PORT "${text}": it must be a number from 0 to 65535`),
    )
    t.throws(() => readListenConfig({ METRICS_PORT: text }, 8080), { message: /^Cannot listen on METRICS_PORT / })
  }
})

t.test('a log level is a level of the logger', async t => {
  for (const level of ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']) {
    t.equal(readListenConfig({ LOG_LEVEL: level }, 8080).logLevel, level, level)
  }
  for (const text of ['INFO', 'verbose', '30']) {
    const levels = 'fatal, error, warn, info, debug, trace, silent'
    t.throws(
      () => readListenConfig({ LOG_LEVEL: text }, 8080),
      new RangeError(`Cannot log at LOG_LEVEL "${text}": it must be one of ${levels}`),
    )
  }
})

t.test('a drain takes up to five minutes', async t => {
  for (const seconds of [0, 1, 300]) {
    t.equal(readListenConfig({ DRAIN_SECONDS: String(seconds) }, 8080).drainMs, seconds * 1000)
  }
  for (const text of ['301', '-1', '5s', '0.5', '1e1']) {
    t.throws(
      () => readListenConfig({ DRAIN_SECONDS: text }, 8080),
      new RangeError(`Cannot drain for DRAIN_SECONDS "${text}": it must be a number from 0 to 300`),
    )
  }
})
