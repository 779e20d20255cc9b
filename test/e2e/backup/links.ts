import { join } from 'node:path'
import t from 'tap'
import { openKeyRing } from '../../../hooks/shop/links/key-ring.ts'
import { ticketTools } from '../../../hooks/shop/tickets/ticket-tools.ts'
import { shopValues } from '../../../local/system/shop.ts'
import { backupCommand } from '../../fixtures/backup/command.ts'
import { openShop, type Shop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'
import { aTicket } from '../../fixtures/objects.ts'

// A conference is sold, deleted and restored, and its shop runs all the time.
t.setTimeout(900_000)

const system = await startTestSystem(t, { shop: true })
const url = String(system.shopUrl)
const backup = await backupCommand(t, system, shopValues(Number(new URL(url).port)))
const namespace = 'linked'

/** The status of an answer and the path that it leads to. */
async function answer(path: string, form?: Record<string, string>): Promise<[status: number, path?: string]> {
  const headers = { 'sec-fetch-site': 'same-origin' }
  const request = form && { method: 'POST', headers, body: new URLSearchParams(form) }
  const { status, headers: found } = await fetch(new URL(path, url), { ...request, redirect: 'manual' })
  const location = found.get('location')
  return location === null ? [status] : [status, location]
}

/** Waits until the shop lists the conference: it sees changes a moment later. */
async function untilListed(): Promise<void> {
  while ((await answer(`/${namespace}`))[0] !== 200);
}

/** Orders two tickets in the shop. Returns the path of the page of the order. */
async function placeOrder(shop: Shop): Promise<string> {
  const page = await (await fetch(`${url}/${namespace}`)).text()
  const token = /name="token" value="([^"]+)"/.exec(page)?.[1] ?? ''
  const person = { firstname: 'Ada', lastname: 'Lovelace', email: 'ada@example.org' }
  const fields = { plan: 'standard', quantity: '2', ...person, token, 'price.standard': '29.90 EUR' }
  const [, path = ''] = await answer(`/${namespace}/orders`, fields)
  await shop.untilOrder(nameIn(path), { reason: 'AwaitingPayment' })
  return path
}

/** The name of the order of a page. */
function nameIn(path: string): string {
  return path.split('/')[3] ?? ''
}

/** The codes of all tickets, as paths in the shop: what is printed on them. */
async function printCodes(shop: Shop): Promise<string[]> {
  const keys = openKeyRing(join(system.folder, 'keys', 'ticket-keys'), { variable: 'TICKET_KEYS', now: Date.now })
  const tools = ticketTools({ keys, shopUrl: url })
  const tickets = await shop.list<{ metadata: { name: string; uid: string } }>('tickets')
  const codes = tickets.map(({ metadata }) => tools.codeOf(namespace, aTicket({ metadata, name: metadata.name })))
  return codes.map(({ codeUrl }) => new URL(codeUrl).pathname)
}

const uidsOf = (objects: { metadata: { uid: string } }[]) => objects.map(({ metadata }) => metadata.uid)

t.test('sent links and printed codes stay valid through two restores, but not for a recreated order', async t => {
  const shop = await openShop(system, namespace)
  await untilListed()
  const [path, unpaid] = [await placeOrder(shop), await placeOrder(shop)]
  t.match(await shop.report(nameIn(path), { gross: '59.80', transaction: 'of-links' }), { code: 200 })
  await shop.untilOrder(nameIn(path), { payment: 'CONFIRMED', quantity: 2 })
  const codes = await printCodes(shop)
  const leadsTo = await Promise.all(codes.map(code => answer(code)))
  t.strictSame([codes.length, await answer(path)], [2, [200]])
  for (const [status, ticket = ''] of leadsTo) t.strictSame([status, await answer(ticket)], [303, [200]])

  for (const time of ['first', 'second']) {
    const uids = uidsOf(await shop.list('orders,tickets'))
    const taken = await backup(['take', namespace])
    await shop.kubectl('delete', `conference/${namespace}`, '--timeout=60s')
    await shop.kubectl('wait', '--for=delete', `namespace/${namespace}`, '--timeout=60s')
    await system.supervisor.restart('metacontroller', {
      whileDown: async () => {
        t.match(await backup(['restore'], taken.stdout), { code: 0 })
      },
    })
    await untilListed()
    const present = uidsOf(await shop.list('orders,tickets'))
    t.strictSame([present.length, present.filter(uid => uids.includes(uid))], [uids.length, []], 'all uids are new')
    t.strictSame(await answer(path), [200], `the link of the order after the ${time} restore`)
    t.strictSame(await Promise.all(codes.map(code => answer(code))), leadsTo, `the codes after the ${time} restore`)
    for (const [, ticket = ''] of leadsTo) t.strictSame(await answer(ticket), [200])
  }

  t.strictSame(await answer(unpaid), [200])
  await shop.kubectl('delete', `order/${nameIn(unpaid)}`)
  await shop.apply('Order', nameIn(unpaid), { planRef: 'standard', price: 29.9 })
  t.strictSame(await answer(unpaid), [404], 'a recreated order has another link')
})
