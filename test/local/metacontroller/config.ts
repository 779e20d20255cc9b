import t from 'tap'
import { readOptions, usage } from '../../../local/metacontroller/config.ts'

t.test('a kubeconfig is enough', async t => {
  t.strictSame(readOptions(['--kubeconfig=/k']), { kubeconfig: '/k', workers: 5 })
  t.strictSame(readOptions(['--kubeconfig', '/k', '--workers=20']), { kubeconfig: '/k', workers: 20 })
})

t.test('--help returns no options', async t => {
  t.equal(readOptions(['--help']), undefined)
  t.match(usage, '--kubeconfig=PATH')
})

t.test('each unusable option is one sentence', async t => {
  t.throws(() => readOptions([]), {
    message: 'Cannot start without --kubeconfig: it must be the path of a kubeconfig file',
  })
  for (const workers of ['0', '1.5', 'many', '']) {
    const message = `Cannot start with --workers "${workers}": it must be a whole number from 1 on`
    t.throws(() => readOptions(['--kubeconfig=/k', `--workers=${workers}`]), { message })
  }
  t.throws(() => readOptions(['--unknown']), /--unknown/)
})
