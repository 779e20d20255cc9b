import t from 'tap'
import { readListenConfig } from '../../hooks/config/listen.ts'
import { frozen } from '../fixtures/requests.ts'

t.test('does not change its arguments', async t => {
  const env = frozen({ HOST: '127.0.0.1', PORT: '3000', LOG_LEVEL: 'debug' })
  t.strictSame(readListenConfig(env, 8080), { host: '127.0.0.1', port: 3000, logLevel: 'debug' })
})

t.test('what is not said, or is empty, is the default', async t => {
  const defaults = { host: '0.0.0.0', port: 3000, logLevel: 'info' }
  t.strictSame(readListenConfig({}, 3000), defaults)
  t.strictSame(readListenConfig({ HOST: '', PORT: '', LOG_LEVEL: '' }, 3000), defaults)
})

t.test('a port is a number from 0 to 65535', async t => {
  for (const port of [0, 1, 65_535]) t.equal(readListenConfig({ PORT: String(port) }, 8080).port, port, String(port))
  for (const text of ['65536', '-1', '80a', '8e3', '0x50', ' 80', '80.5', 'http']) {
    t.throws(
      () => readListenConfig({ PORT: text }, 8080),
      new RangeError(`Cannot listen on PORT "${text}": it must be a number from 0 to 65535`),
    )
  }
})

t.test('a log level is one of those of the logger', async t => {
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
