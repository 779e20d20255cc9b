import { KubeError, type ObjectKey } from '../../kube/api.ts'
import type { NewBuyer, NewOrder, ShopApi } from '../../kube/shop-api.ts'
import { apiVersion } from '../../schema/crd/kind.ts'
import type { Order } from '../../schema/order/order.ts'
import { readFormToken } from '../links/form-token.ts'
import type { KeyRing } from '../links/key-ring.ts'
import type { Offers } from '../live/offer-book.ts'
import type { FieldFault, OrderFormView } from '../model/form-view.ts'
import { type Judgement, judgeRequest } from './judge-request.ts'
import type { OpenOrders } from './open-orders.ts'
import { readOrderForm, type ValidOrderForm } from './read-order-form.ts'
import type { FormFields } from './typed-text.ts'

/** A form that was sent, and its sender. */
export interface SentForm {
  conference: string
  fields: FormFields
  address: string
  /** The language of the page, as a tag of BCP 47. */
  language: string
  signal: AbortSignal
}

export interface PlacingTools {
  api: Pick<ShopApi, 'getCoupon' | 'getOrder' | 'createOrder' | 'createBuyer'>
  presentOffers(conference: string): Offers
  ring: KeyRing
  openOrders: Pick<OpenOrders, 'admit' | 'release'>
  /** In milliseconds since 1970. */
  now(): number
}

/** The order of a form; or the form again, with its faults. */
export type Placing =
  | { outcome: 'created' | 'repeated'; order: Order }
  | { outcome: 'refused' | 'capped'; values: OrderFormView['values']; faults: FieldFault[] }

interface Attempt {
  key: ObjectKey
  request: ValidOrderForm
  form: SentForm
}

/**
 * Creates the order that a form asks for, and its buyer. A form that was sent before resolves to its existing order, so it may
 * be sent again after a failure. Rejects with a KubeError if the API server does not answer.
 */
export async function placeOrder(tools: PlacingTools, form: SentForm): Promise<Placing> {
  const { conference: namespace, fields, signal } = form
  const { values, ...read } = readOrderForm(fields)
  if ('faults' in read) return { outcome: 'refused', values, faults: read.faults }
  const name = readFormToken(tools.ring, { namespace, now: tools.now() }, read.request.token)
  if (name === undefined) return refusedPlacing(form, { field: 'token', problem: 'invalid' })
  const attempt = { key: { namespace, name }, request: read.request, form }
  const judgement = await judge(tools, attempt)
  if ('order' in judgement && admit(tools, attempt)) {
    return nameBuyer(tools, attempt, await createOrder(tools, { ...attempt, order: judgement.order }))
  }
  // The form may have been sent before the plan changed, or before its own order filled the cap.
  const placed = await tools.api.getOrder(attempt.key, signal)
  if (placed !== undefined) return nameBuyer(tools, attempt, { outcome: 'repeated', order: placed })
  if ('fault' in judgement) return refusedPlacing(form, judgement.fault)
  return { outcome: 'capped', values, faults: [{ field: 'email', problem: 'tooManyOpenOrders' }] }
}

async function judge({ api, presentOffers, now }: PlacingTools, { key, request, form }: Attempt): Promise<Judgement> {
  const { namespace } = key
  const { coupon: code } = request
  const coupon = code === undefined ? undefined : await api.getCoupon({ namespace, name: code }, form.signal)
  const { plans, pools } = presentOffers(namespace)
  return judgeRequest(key, request, { plans: [...plans.values()], pools: [...pools.values()], coupon, now: now() })
}

function admit({ openOrders }: PlacingTools, { key, request: { email, quantity }, form }: Attempt): boolean {
  return openOrders.admit({ address: form.address, email }, { ...key, quantity })
}

async function createOrder(tools: PlacingTools, attempt: Attempt & { order: NewOrder }): Promise<Placing> {
  const { key, order, form } = attempt
  try {
    return { outcome: 'created', order: await tools.api.createOrder(order, form.signal) }
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    const placed = error.reason === 'AlreadyExists' ? await tools.api.getOrder(key, form.signal) : undefined
    if (placed !== undefined) return { outcome: 'repeated', order: placed }
    // Only a refusal proves that the order does not exist.
    if (isRefusal(error)) tools.openOrders.release(key)
    // The admission webhook saw a later plan or coupon.
    if (error.code === 422) return refusedPlacing(form, { field: 'plan', problem: 'notOnSale' })
    throw error
  }
}

function isRefusal({ code = 500 }: KubeError): boolean {
  return code >= 400 && code < 500
}

function refusedPlacing({ fields }: SentForm, fault: FieldFault): Placing {
  return { outcome: 'refused', values: readOrderForm(fields).values, faults: [fault] }
}

/** Creates the buyer of an order, if it has none yet. */
async function nameBuyer(
  { api }: PlacingTools,
  { request: { email, firstname, lastname }, form: { language, signal } }: Attempt,
  placing: Placing,
): Promise<Placing> {
  if (!('order' in placing)) return placing
  const { name, namespace = '', uid } = placing.order.metadata
  const buyer: NewBuyer = {
    apiVersion,
    kind: 'Buyer',
    metadata: { namespace, name, ownerReferences: [{ apiVersion, kind: 'Order', name, uid }] },
    spec: { orderRef: name, email, firstname, lastname, language },
  }
  try {
    await api.createBuyer(buyer, signal)
  } catch (error) {
    if (!(error instanceof KubeError && error.reason === 'AlreadyExists')) throw error
  }
  return placing
}
