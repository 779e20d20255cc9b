import t from 'tap'
import { readOptions, usage, webhooksOf } from '../../../local/gateway/options.ts'

t.test('options have defaults', async t => {
  t.strictSame(readOptions([]), { port: 3090 })
  t.strictSame(readOptions(['--port=0', '--webhooks=http://127.0.0.1:3000/', '--file=books.json']), {
    port: 0,
    webhooks: {
      stripe: { url: 'http://127.0.0.1:3000/payment-gateway/{namespace}/stripe' },
      paypal: { url: 'http://127.0.0.1:3000/payment-gateway/{namespace}/paypal' },
    },
    file: 'books.json',
  })
  t.equal(readOptions(['--help']), undefined)
  t.match(usage, /--port=N/)
})

t.test('an option that cannot be used is an error', async t => {
  for (const port of ['x', '-1', '65536', '1.5']) {
    const message = `Cannot listen on --port "${port}": it must be a whole number from 0 to 65535`
    t.throws(() => readOptions([`--port=${port}`]), { message })
  }
  t.throws(() => webhooksOf('here'), {
    message: 'Cannot send events to --webhooks "here": it must be an address such as http://127.0.0.1:3000',
  })
  t.throws(() => readOptions(['--other']))
})
