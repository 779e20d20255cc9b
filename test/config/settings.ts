import t from 'tap'
import { readAdmissionConfig } from '../../hooks/config/admission.ts'
import { readBoxOfficeConfig } from '../../hooks/config/box-office.ts'
import { readCashierConfig } from '../../hooks/config/cashier.ts'
import { readHooksConfig } from '../../hooks/config/hooks.ts'
import { readPaymentsConfig } from '../../hooks/config/payments.ts'
import { allPrograms, type Program, type Setting, settingOf, settings } from '../../hooks/config/settings.ts'
import { readShopConfig } from '../../hooks/config/shop.ts'

const readers = {
  'hook server': readHooksConfig,
  'box office': readBoxOfficeConfig,
  cashier: readCashierConfig,
  'payment endpoint': readPaymentsConfig,
  'admission webhook': readAdmissionConfig,
  shop: readShopConfig,
}
const given = {
  NAMESPACE: 'kconference-system',
  KUBECONFIG: '/k',
  CERTIFICATES: '/c',
  PAYPAL_VERIFICATION: 'live',
  SHOP_URL: 'https://tickets.example.com',
  SHOP_LINK_KEYS: '/l',
  TICKET_KEYS: '/t',
}
/** Kubernetes sets it in every pod. */
const ofKubernetes = 'KUBERNETES_SERVICE_HOST'

t.test('each program reads its settings of the table, and no others', async t => {
  for (const program of allPrograms) t.strictSame(readBy(program), toldOf(program), program)
})

t.test('a setting that is missing or empty has its default', async t => {
  t.equal(settingOf({}, 'SHARDS'), '1')
  t.equal(settingOf({ SHARDS: '' }, 'SHARDS'), '1')
  t.equal(settingOf({ SHARDS: '3' }, 'SHARDS'), '3')
})

function readBy(program: keyof typeof readers): string[] {
  const names = new Set<string>()
  const record = (env: NodeJS.ProcessEnv, name: string) => {
    names.add(name)
    return env[name]
  }
  readers[program](new Proxy<NodeJS.ProcessEnv>(given, { get: (env, name) => record(env, String(name)) }))
  return [...names].filter(name => name !== ofKubernetes).sort()
}

function toldOf(program: Program): string[] {
  const entries: [string, Setting][] = Object.entries(settings)
  return entries
    .filter(([, { programs }]) => programs.includes(program))
    .map(([name]) => name)
    .sort()
}
