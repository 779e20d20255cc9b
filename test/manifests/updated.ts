import { PatchStrategy } from '@kubernetes/client-node'
import t from 'tap'
import { newOrder } from '../../hooks/schema/order/order-status.ts'
import { startTestKinds } from '../fixtures/cluster/kinds.ts'
import { acceptedUpdates, refusedUpdates, type Update } from '../fixtures/manifests/changed.ts'
import { type Manifest, manifest, namespace, refusal, sentence } from '../fixtures/manifests/manifests.ts'

const { controlPlane, api } = await startTestKinds(t)
const { kubectl } = controlPlane
let made = 0

/** Creates the object before an update, with the status that a hook would have written; returns its name. */
async function make({ kind, before = {}, payment, seats }: Omit<Update, 'spec'>): Promise<string> {
  made += 1
  const name = `tried-${made}-1`
  const { spec } = await api.create<Manifest>(manifest({ kind, name, spec: before }))
  if (payment !== undefined) {
    const status = { payment, quantity: payment === 'CONFIRMED' ? spec?.['quantity'] : 0, seats }
    const { code, stderr } = await patch(name, ['--subresource=status', `--patch=${JSON.stringify({ status })}`])
    if (code !== 0) throw new Error(`Setting the status of "${name}": must be accepted: ${stderr}`)
  }
  return name
}

function patch(order: string, args: string[]) {
  return kubectl(['patch', 'order', order, '--namespace', namespace, '--type=merge', ...args])
}

async function tryToUpdate(update: Update): Promise<string | undefined> {
  const { apiVersion = '', kind = '', metadata } = manifest({ kind: update.kind, name: await make(update) })
  const merge = { apiVersion, kind, metadata: metadata ?? {}, spec: update.spec }
  return refusal(api.patch(merge, undefined, 'All', undefined, undefined, PatchStrategy.MergePatch))
}

t.test('accepts harmless changes', async t => {
  for (const update of acceptedUpdates) t.equal(await tryToUpdate(update), undefined, sentence(update))
})

t.test('rejects changes of fields that others rely on, with the condition', async t => {
  for (const { field, words, ...update } of refusedUpdates) {
    const message = await tryToUpdate(update)
    t.match([message, message], [`${field}: `, words], sentence(update))
  }
})

const grown = 'quantity must not grow once it is confirmed: place another order'
const scale = (order: string, replicas: number) =>
  kubectl(['scale', 'order', order, '--namespace', namespace, `--replicas=${replicas}`])

t.test('a confirmed order that was paid shrinks, and never grows, by any kind of request', async t => {
  const order = await make({ kind: 'Order', before: { quantity: 4 }, payment: 'CONFIRMED' })
  t.match(await patch(order, ['--patch={"spec":{"quantity":5}}']), { code: 1, stderr: grown })
  t.match(await scale(order, 5), { code: 1, stderr: grown })
  t.match(await scale(order, 2), { code: 0 })
  t.match(await scale(order, 3), { code: 1, stderr: grown }, 'nor back to what it was')
  t.match(await patch(order, ['--patch={"spec":{"quantity":1}}']), { code: 0 })
})

t.test('a confirmed order with seats does not grow either, even if it is free', async t => {
  const order = await make({ kind: 'Order', before: { price: 0, quantity: 2 }, payment: 'CONFIRMED', seats: [3, 4] })
  t.match(await scale(order, 3), { code: 1, stderr: grown })
  t.match(await scale(order, 1), { code: 0 })
})

t.test('a pending order grows through scale, and so does a free one without seats, up to 100 tickets', async t => {
  for (const [price, payment] of [
    [29.9, 'PENDING'],
    [0, 'CONFIRMED'],
  ] as const) {
    const order = await make({ kind: 'Order', before: { price }, payment })
    t.match(await scale(order, 6), { code: 0 })
    t.match(await scale(order, 101), { code: 1, stderr: 'should be less than or equal to 100' })
  }
})

t.test('the status is for hooks: a user who may write orders cannot confirm one', async t => {
  const order = await make({ kind: 'Order' })
  await patch(order, ['--patch={"status":{"payment":"CONFIRMED","quantity":1}}'])
  const { stdout } = await kubectl(['get', 'order', order, '--namespace', namespace, '--output=jsonpath={.status}'])
  t.strictSame(JSON.parse(stdout), newOrder)
})
