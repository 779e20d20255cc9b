import { join } from 'node:path'
import t from 'tap'
import { bin, parentOf, readConfig, root, usage } from '../../local/config.ts'

const usual = {
  folder: join(root, '.local'),
  bin,
  ports: { apiServer: 6443, hooks: 8080, payments: 3000 },
  shop: 3080,
  gateway: 3090,
  fsync: true,
  reset: false,
  help: false,
}

t.test('the root is the folder of package.json, and the tools are below it', async t => {
  t.equal(join(root, 'test', 'local', 'config.ts'), import.meta.filename)
  t.equal(bin, join(root, '.local', 'bin'))
})

t.test('without variables and arguments every value is the default', async t => {
  t.strictSame(readConfig({}, []), usual)
  t.strictSame(readConfig({ KCONFERENCE_FOLDER: '', KCONFERENCE_API_PORT: '', METACONTROLLER: '' }, []), usual)
})

t.test('each variable and argument changes its own value', async t => {
  const env = {
    KCONFERENCE_FOLDER: '/var/kconference',
    KCONFERENCE_API_PORT: '1',
    KCONFERENCE_HOOKS_PORT: '8081',
    KCONFERENCE_PAYMENTS_PORT: '65535',
    KCONFERENCE_SHOP_PORT: '3081',
    KCONFERENCE_GATEWAY_PORT: '3091',
    METACONTROLLER: 'tools/metacontroller',
  }
  t.strictSame(readConfig(env, ['--reset', '--help']), {
    ...usual,
    folder: '/var/kconference',
    ports: { apiServer: 1, hooks: 8081, payments: 65535 },
    shop: 3081,
    gateway: 3091,
    metacontroller: join(root, 'tools/metacontroller'),
    reset: true,
    help: true,
  })
  for (const name of Object.keys(env)) t.match(usage, name)
})

t.test('the admission webhook has a port if --admission is given', async t => {
  t.strictSame(readConfig({}, ['--admission']), { ...usual, admission: 8443 })
  t.strictSame(readConfig({ KCONFERENCE_ADMISSION_PORT: '9443' }, ['--admission']), { ...usual, admission: 9443 })
  t.strictSame(readConfig({ KCONFERENCE_ADMISSION_PORT: '9443' }, []), usual)
  t.match(usage, 'KCONFERENCE_ADMISSION_PORT')
})

t.test('a system without an engine is for a restore', async t => {
  t.strictSame(readConfig({}, ['--without-engine']), { ...usual, withoutEngine: true })
  t.match(usage, '--without-engine')
})

t.test('a bad port is one sentence with the variable and the value', async t => {
  for (const text of ['0', '65536', '-1', '80.5', '1e3', 'http', ' ']) {
    t.throws(() => readConfig({ KCONFERENCE_HOOKS_PORT: text }, []), {
      message: `Cannot read KCONFERENCE_HOOKS_PORT "${text}": it must be a port, a whole number from 1 to 65535`,
    })
  }
})

t.test('an unknown argument is one sentence', async t => {
  t.throws(() => readConfig({}, ['--rest', 'now']), {
    message:
      'Cannot read the arguments "--rest now": they must be --reset, --admission, --without-engine, --help or none',
  })
})

t.test('a command that npm started has npm as its parent; other commands may outlive theirs', async t => {
  t.equal(parentOf({ npm_lifecycle_event: 'start' })(), process.ppid)
  t.equal(parentOf({})(), 0)
})
