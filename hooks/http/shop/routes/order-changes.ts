import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { KubeError } from '../../../kube/api.ts'
import type { OrderChange } from '../../../kube/shop-api.ts'
import { timestamp } from '../../../rules/time.ts'
import type { FieldFault } from '../../../shop/model/form-view.ts'
import type { OrderView, Said } from '../../../shop/model/order-view.ts'
import { orderPage } from '../../../shop/pages/order/order.ts'
import { isTooFew } from '../../../shop/placing/read-order-form.ts'
import { type FormFields, readText } from '../../../shop/placing/typed-text.ts'
import { type FoundOrder, findOrder } from '../find-order.ts'
import { addressOf } from '../limits.ts'
import { orderPageView } from '../order-page-view.ts'
import { notFoundError } from '../page-error.ts'
import { pageContext, redirectTo, sendPage } from '../send-page.ts'
import type { Shop } from '../shop.ts'
import { orderPath } from './order-routes.ts'

/** A change that a buyer asks for: the present order, and the form. */
export interface Asked {
  shop: Shop
  request: FastifyRequest
  found: FoundOrder
  fields: FormFields
}

/** The faults of a form, and the typed texts that the page of the order shows again with them. */
export type FormFaults = Pick<OrderView, 'faults' | 'nameFaults' | 'nameValues'>

/** Changes the order, or returns the faults of the form. */
export type ChangeOrder = (asked: Asked) => Promise<FormFaults | undefined>

/** POST …/quantity, …/more-time and …/cancel. Each leads back to the page of the order. */
export async function orderChanges(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  const changes: Record<string, ChangeOrder> = {
    quantity: changeQuantity,
    'more-time': prolongHold,
    cancel: cancelOrder,
  }
  for (const [name, change] of Object.entries(changes)) changeRoute(server, { shop, name, change })
}

/** A route that changes an order. A GET of its address, such as a reload, leads to the page of the order. */
export function changeRoute(
  server: FastifyInstance,
  { shop, name, change, ...of }: { shop: Shop; name: string; change: ChangeOrder; bodyLimit?: number; said?: Said },
): void {
  const path = `${orderPath}/${name}`
  const options = {
    config: { limit: 'change' },
    ...(of.bodyLimit !== undefined && { bodyLimit: of.bodyLimit }),
  } as const
  server.post(path, options, async (request, reply) => {
    const found = await findOrder(shop, request)
    await shop.limits.checkOrder(request, `${found.order.metadata.uid}`)
    const fields = (request.body ?? {}) as FormFields
    const faults = await change({ shop, request, found, fields })
    const query = of.said === undefined ? {} : { said: of.said }
    if (faults === undefined) return redirectTo(found.path, { request, reply, query })
    return showFaults(faults, { shop, request, reply, found })
  })
  server.get(path, async (request, reply) => redirectTo((await findOrder(shop, request)).path, { request, reply }))
}

function showFaults(
  faults: FormFaults,
  { shop, request, reply, found }: Omit<Asked, 'fields'> & { reply: FastifyReply },
): FastifyReply {
  const view = { ...orderPageView(shop, found), ...faults }
  return sendPage(reply, orderPage(view, pageContext(request, { ...shop, path: found.path })), 422)
}

async function changeQuantity(asked: Asked): Promise<FormFaults | undefined> {
  const { shop, request, found, fields } = asked
  const text = readText(fields, 'quantity')
  const { spec, metadata } = found.order
  const { mostQuantity = spec.quantity } = orderPageView(shop, found)
  if (isTooFew(text)) return { faults: [{ field: 'quantity', problem: 'tooFew', limit: mostQuantity }] }
  if (!/^[0-9]{1,9}$/.test(text)) return quantityFault(text === '' ? 'missing' : 'invalid')
  const quantity = Number(text)
  if (quantity > mostQuantity) {
    if (mostQuantity === spec.quantity) return quantityFault('cannotGrow')
    return { faults: [{ field: 'quantity', problem: 'tooMany', limit: mostQuantity }] }
  }
  const { name, namespace = '' } = metadata
  const isGrowing = quantity > spec.quantity
  const isAdmitted = !isGrowing || shop.openOrders.admit({ address: addressOf(request) }, { name, namespace, quantity })
  return isAdmitted ? writeChange(asked, { quantity }) : quantityFault('tooManyOpenOrders')
}

/** Asks for the end that the page offered. The box office grants as much of it as the plan allows. */
async function prolongHold(asked: Asked): Promise<undefined> {
  const { latestEnd } = orderPageView(asked.shop, asked.found)
  if (latestEnd !== undefined) await askHoldUntil(asked.shop, { found: asked.found, until: latestEnd })
}

/** Asks for a hold until a time in milliseconds since 1970. A time that the API server refuses changes nothing. */
export async function askHoldUntil(shop: Shop, { found, until }: { found: FoundOrder; until: number }): Promise<void> {
  await writeChange({ shop, found }, { holdUntil: timestamp(until) })
}

async function cancelOrder(asked: Asked): Promise<undefined> {
  await writeChange(asked, { cancelled: true })
}

/** Writes a change. If the API server refuses it, it came too late, and the page shows the present order. */
async function writeChange({ shop, found }: Pick<Asked, 'shop' | 'found'>, change: OrderChange): Promise<undefined> {
  const { name, namespace = '', uid } = found.order.metadata
  try {
    const signal = AbortSignal.timeout(shop.patienceMs)
    const changed = await shop.api.changeOrder({ name, namespace, uid }, change, signal)
    if (changed === undefined) throw notFoundError()
  } catch (error) {
    if (!(error instanceof KubeError && error.code === 422)) throw error
  }
}

function quantityFault(problem: FieldFault['problem']): FormFaults {
  return { faults: [{ field: 'quantity', problem }] }
}
