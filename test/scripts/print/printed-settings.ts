import t from 'tap'
import { printedSettings } from '../../../scripts/print/printed-settings.ts'

const place = '<!-- settings: printed from hooks/config/settings.ts by `npm run print` -->\n\n<!-- /settings -->\n'

t.test('README.md gets all settings, and docs/payments.md those of payments', async t => {
  const printed = printedSettings(t.testdir({ 'README.md': place, docs: { 'payments.md': place } }))
  const [readme = '', payments = ''] = [printed.get('README.md'), printed.get('docs/payments.md')]
  t.match(readme, '| `METRICS_PORT` | 9090 | all programs | the port of `/metrics`, 0 to 65535 |\n')
  t.match(readme, '| `KUBECONFIG` |  | box office, payment endpoint, admission webhook, shop, cashier, commands | ')
  t.match(readme, '| `STRIPE_MODE` | live | payment endpoint, cashier | `live` or `test` |\n')
  t.match(payments, '| `STRIPE_MODE` | live | `payments.stripeMode` | `live` or `test` |\n')
  t.notMatch(payments, 'METRICS_PORT')
})
