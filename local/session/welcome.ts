import { admissionUrl } from '../system/admission.ts'
import type { System } from '../system/system.ts'
import type { Metrics } from './metrics.ts'

type Running = Pick<System, 'engine' | 'folder' | 'kubeconfig' | 'hooksUrl' | 'paymentsUrl' | 'shopUrl' | 'gatewayUrl'>

interface Setting {
  /** Folder of kubectl. */
  bin: string
  /** Port of the admission webhook, if it runs. */
  admission?: number | undefined
  metrics: Metrics
}

/** The text of `npm start` once the system runs: the addresses of its programs, and the commands to type next. */
export function welcome(system: Running, { bin, ...setting }: Setting): string {
  const { engine, kubeconfig } = system
  const state =
    engine === 'none'
      ? 'Running without an engine: no order gets tickets or a new status.'
      : `Running, with ${engine} as the engine.`
  return `
${state} Ctrl-C stops everything; the next start still has all objects that you create.

${placesOf(system, setting)}

In another terminal, in this folder:

  export KUBECONFIG="${kubeconfig}" PATH="${bin}:$PATH"
${engine === 'none' ? restore : tour(system)}`
}

function placesOf(
  { folder, hooksUrl, paymentsUrl, shopUrl, gatewayUrl }: Running,
  { admission, metrics }: Omit<Setting, 'bin'>,
): string {
  const rows: [string, string | undefined, string | undefined][] = [
    ['program', 'address', 'metrics'],
    ['hooks', hooksUrl, metrics.hooks],
    ['box office', '', metrics['box-office']],
    ['payments', paymentsUrl, metrics.payments],
    ['shop', shopUrl, metrics.shop],
    ['cashier', '', metrics.cashier],
    ['gateway', gatewayUrl, 'it plays Stripe and PayPal, and no money moves'],
    admission === undefined
      ? ['admission', 'off: npm start -- --admission', '']
      : ['admission', admissionUrl(admission), metrics.admission],
  ]
  const table = rows.map(([name, address = '', note = '']) => `  ${name.padEnd(12)}${address.padEnd(46)}${note}`)
  const logs = `  ${'logs'.padEnd(12)}${folder}/logs, a file for each program, such as box-office.log`
  return [...table.map(row => row.trimEnd()), '', logs].join('\n')
}

function tour({ paymentsUrl, shopUrl, gatewayUrl }: Running): string {
  return `  kubectl apply -f examples/cloudconf2020.yaml
  kubectl wait --for=condition=Ready conference/cloudconf2020
  kubectl apply -f examples/cloudconf2020-plan.yaml -f examples/cloudconf2020-order-1.yaml
  kubectl get orders -n cloudconf2020
  curl -d 'custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR' ${paymentsUrl}/payment-gateway/cloudconf2020
  kubectl get tickets -n cloudconf2020

For the shop:

  kubectl apply -f examples/devday/1-conference.yaml
  kubectl wait --for=condition=Ready conference/devday
  kubectl apply -f examples/devday/

Then open ${shopUrl}/devday in a browser, order tickets and pay them; ${gatewayUrl} shows what the gateway
saw. More to type: README.md, "The first hour".
`
}

const restore = `
Restore a backup as docs/backup.md says ("On one machine"), press Ctrl-C here, and run npm start again.
`
