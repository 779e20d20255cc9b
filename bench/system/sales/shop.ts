import { setTimeout as delay } from 'node:timers/promises'
import type { PaymentReport } from '../../../hooks/payment/payment-report.ts'
import { paymentObject } from '../../../hooks/payment/recording/payment-object.ts'
import { apiVersion } from '../../../hooks/schema/crd/kind.ts'
import type { Order } from '../../../hooks/schema/order/order.ts'
import { type ApiClient, createApiClient } from '../../../local/kubernetes/api-client.ts'
import { ApiError } from '../../../local/kubernetes/api-error.ts'
import { readKubeconfig } from '../../../local/kubernetes/kubeconfig.ts'
import type { System } from '../../../local/system/system.ts'
import type { Observer } from '../observer.ts'
import { type Choice, manyOffers, type Offers, onePlan, price } from './offers.ts'

/** The price of one ticket in EUR, in a report of a gateway. */
const gross = '29.90'

/** The actions of buyers, organizers and gateways, each with one request. */
export interface Shop {
  /** Creates a conference with one plan, or with many offers; resolves when orders can be placed. */
  open(namespace: string, sale: { capacity: number; offers?: Offers | undefined }): Promise<void>
  /** Places an order of one ticket, of the only plan if nothing is chosen. */
  order(namespace: string, name: string, choice?: Choice): Promise<void>
  /** Records a payment with the account of the payment endpoint, without calling it. */
  record(namespace: string, name: string): Promise<void>
  /** Reports a payment to the payment endpoint, and returns its answer; status 0 means no answer. */
  report(namespace: string, name: string): Promise<{ status: number; answer: string }>
}

/** A client with the rights of a kubeconfig and without a rate limit. */
export async function connect(kubeconfig: string): Promise<ApiClient> {
  return createApiClient(await readKubeconfig(kubeconfig), { reserve: () => 0, tryTake: () => true })
}

export async function openShop(system: System, observer: Observer): Promise<Shop> {
  const api = await connect(system.kubeconfig)
  const endpoint = await connect(`${system.folder}/identities/kconference-payments.kubeconfig`)
  const path = (kind: string, namespace: string) => `/apis/${apiVersion}/namespaces/${namespace}/${kind}`
  return {
    async open(namespace, { capacity, offers }) {
      const conference = { apiVersion, kind: 'Conference', metadata: { name: namespace }, spec: { title: namespace } }
      await api.request('POST', `/apis/${apiVersion}/conferences`, { body: conference })
      await observer.waitUntil(() => observer.isStored(`namespace ${namespace}`), `the namespace of ${namespace}`)
      const all = offers === undefined ? [onePlan(capacity)] : manyOffers(capacity, offers)
      for (const { plural, body } of all) await api.request('POST', path(plural, namespace), { body })
    },
    async order(namespace, name, choice) {
      await api.request('POST', path('orders', namespace), { body: orderOf(name, choice) })
    },
    async record(namespace, name) {
      const order = { metadata: { name, uid: observer.uid(name) } } as Order
      const body = paymentObject(order, { report: paymentReport(namespace, name), receivedAt: Date.now() })
      await endpoint.request('POST', path('payments', namespace), { body })
    },
    async report(namespace, name) {
      const url = `${system.paymentsUrl}/payment-gateway/${namespace}`
      const fields = {
        custom: `${namespace}/${name}`,
        payment_status: 'Completed',
        mc_gross: gross,
        mc_currency: 'EUR',
      }
      const body = new URLSearchParams({ ...fields, txn_id: `txn-${name}` })
      try {
        const answer = await fetch(url, { method: 'POST', body })
        return { status: answer.status, answer: await answer.text() }
      } catch (error) {
        return { status: 0, answer: String(error) }
      }
    },
  }
}

/** Resolves when the API server accepts orders: it answers 503 until its mutating policy knows their kind. */
export async function waitForOrders({ kubeconfig }: System, signal: AbortSignal): Promise<void> {
  const api = await connect(kubeconfig)
  const onTrial = `/apis/${apiVersion}/namespaces/default/orders?dryRun=All`
  for (let refused: unknown = true; refused; ) {
    refused = await api.request('POST', onTrial, { body: orderOf('trial') }).then(() => false, refusalOf)
    if (refused) await delay(100, undefined, { signal })
  }
}

function refusalOf(error: unknown): true {
  if (error instanceof ApiError && error.code === 503) return true
  throw error
}

/** The report of a gateway about the payment of such an order. */
export function paymentReport(namespace: string, name: string): PaymentReport {
  const about = { provider: 'PAYPAL', transactionId: `txn-${name}`, state: 'Completed', currency: 'EUR' } as const
  return { ...about, gross, order: { namespace, name }, by: 'namespace and name' }
}

/** An order of one ticket. */
export function orderOf(name: string, choice: Choice = { planRef: 'ticket' }): object {
  return { apiVersion, kind: 'Order', metadata: { name }, spec: { ...choice, price, quantity: 1 } }
}

/** Does the work for each item, with `atOnce` at a time; rejects with the first failure. */
export async function runInParallel<T>(
  items: readonly T[],
  { atOnce, signal }: { atOnce: number; signal: AbortSignal },
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = items.values()
  const one = async () => {
    for (const item of left) {
      signal.throwIfAborted()
      await work(item)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, one))
}
