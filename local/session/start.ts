import { type LocalConfig, readConfig, usage } from '../config.ts'
import { admissionUrl } from '../system/admission.ts'
import type { System } from '../system/system.ts'
import { runSession } from './session.ts'

export interface StartOptions {
  env: NodeJS.ProcessEnv
  argv: string[]
  signal: AbortSignal
  log(line: string): void
}

/** `npm start`: starts a system, prints its usage and keeps it until `signal` aborts. Returns the exit code. */
export async function start({ env, argv, signal, log }: StartOptions): Promise<number> {
  const config = readConfig(env, argv)
  if (config.help) {
    log(usage)
    return 0
  }
  await runSession(config, {
    signal,
    log,
    whileUp: system => {
      log(welcome(system, config))
      return new Promise<never>(() => {})
    },
  })
  return 0
}

function welcome(
  { engine, folder, kubeconfig, hooksUrl, paymentsUrl, shopUrl, gatewayUrl }: System,
  { bin, admission }: LocalConfig,
): string {
  return `
Running, with ${engine} as the engine. Ctrl-C stops everything; the next start still has all objects that you create.

  hooks       ${hooksUrl}
  box office  has no URL to call; its log is ${folder}/logs/box-office.log
  payments    ${paymentsUrl}
  shop        ${shopUrl}
  gateway     ${gatewayUrl}   plays Stripe and PayPal for the cashier
  admission   ${admission === undefined ? 'off, see npm start -- --help' : admissionUrl(admission)}

In another terminal, in this folder:

  export KUBECONFIG="${kubeconfig}" PATH="${bin}:$PATH"
  kubectl apply -f examples/cloudconf2020.yaml
  kubectl get conferences
  kubectl apply -f examples/cloudconf2020-plan.yaml -f examples/cloudconf2020-order-1.yaml
  kubectl get orders -n cloudconf2020
  curl -d 'custom=order-1&payment_status=Completed&mc_gross=29.90&mc_currency=EUR' ${paymentsUrl}/payment-gateway/cloudconf2020
  kubectl get tickets -n cloudconf2020

For the shop:

  kubectl apply -f examples/devday.yaml
  kubectl wait --for=create namespace/devday
  kubectl apply -f examples/devday-plans.yaml

Then open ${shopUrl}/devday in a browser, and order tickets.
`
}
