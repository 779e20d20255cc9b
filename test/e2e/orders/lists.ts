import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import t from 'tap'
import { bin, root } from '../../../local/config.ts'
import { run } from '../../../local/process/run.ts'
import { openShop } from '../../fixtures/cluster/shop.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

t.setTimeout(300_000)
const system = await startTestSystem(t)
const shop = await openShop(system, 'devdays')
const page = await readFile(join(root, 'docs', 'organizer.md'), 'utf8')

/** The one documented command with these words. */
function documented(words: string): string {
  const [only = '', ...others] = page
    .split('\n')
    .filter(line => /^kubectl (get|wait) /.test(line) && line.includes(words))
  if (only === '' || others.length > 0) throw new Error(`Cannot find "${words}": one command of the page must have it`)
  return only
}

/** The lines that a documented command prints in a shell, with one blank between two words. */
async function type(words: string): Promise<string[]> {
  const env = { PATH: `${bin}:${process.env['PATH']}`, HOME: system.folder, KUBECONFIG: system.kubeconfig }
  const { code, stdout, stderr } = await run('/bin/sh', { args: ['-c', documented(words)], env })
  if (code !== 0) throw new Error(`Cannot run "${documented(words)}": it must succeed: ${stderr}`)
  return stdout
    .trim()
    .split('\n')
    .map(line => line.trim().replaceAll(/ +/g, ' '))
}

t.test('orders of each standing', async () => {
  await shop.apply('Coupon', 'community', { percent: 20, maxRedemptions: 50, maxPerOrder: 2 })
  await shop.apply('SeatPool', 'hall', { title: 'Hall', capacity: 4 })
  for (const plan of ['early', 'regular']) await shop.apply('Plan', plan, { title: plan, price: 100, poolRef: 'hall' })
  await shop.apply('Order', 'ada', { planRef: 'early', couponRef: 'community', price: 80, quantity: 2 })
  await shop.report('ada', { gross: '160.00', transaction: 'ada' })
  await shop.apply('Order', 'grace', { planRef: 'regular', price: 100, quantity: 2 })
  await shop.report('grace', { gross: '230.00', transaction: 'grace' })
  await shop.untilOrder('grace', { payment: 'CONFIRMED', refundDue: '30.00' })
  await shop.report('grace', { gross: '-230.00', status: 'Reversed', transaction: 'dispute' })
  await shop.apply('Order', 'tim', { planRef: 'early', price: 100, quantity: 2 })
  await shop.untilOrder('tim', { reason: 'Waitlisted' })
})

t.test('the documented commands wait for an order', async t => {
  t.strictSame(await type(`--for=jsonpath='{.status.payment}'=CONFIRMED`), ['order.app.corley.it/ada condition met'])
  t.strictSame(await type('--for=condition=Ticketed'), ['order.app.corley.it/ada condition met'])
  t.strictSame(await type('{.status.reason}: {.status.message}'), [
    'CONFIRMED PaymentReceived: The payment was received',
  ])
})

t.test('the documented commands list orders, tickets, payments and coupons', async t => {
  const [ticket] = await shop.list('tickets', '--selector=orders.app.corley.it=ada')
  const attendee = { firstname: 'Ada', lastname: 'Lovelace' }
  const patch = JSON.stringify({ spec: { attendee } })
  await shop.kubectl('patch', `ticket/${ticket?.metadata.name}`, '--type=merge', `--patch=${patch}`)
  await shop.untilOrder('grace', { disputed: '230.00' })
  const [header = '', ...orders] = await type('get orders -n devdays -o wide')
  t.match(header, / REASON TOTAL PAID EXPIRES REFUND DUE DISPUTED AGE$/)
  t.match(orders, [
    /^ada early community CONFIRMED .* PaymentReceived 160\.00 160\.00 \S+$/,
    /^grace regular CONFIRMED .* PaymentReceived 200\.00 230\.00 230\.00 \S+$/,
    /^tim early PENDING .* Waitlisted 200\.00 0\.00 \S+$/,
  ])
  const namesOf = async (words: string) => (await type(words)).slice(1).map(row => row.split(' ')[0])
  t.strictSame(await namesOf('spec.planRef=early,status.payment=CONFIRMED'), ['ada'])
  t.match(await type('status.reason=Waitlisted'), [/^NAMESPACE NAME /, /^devdays tim early /])
  t.strictSame(await namesOf('spec.couponRef=community'), ['ada'])
  const tickets = await type('plans.app.corley.it=early -o wide')
  t.equal(tickets[0], 'NAME ORDER FIRSTNAME LASTNAME PLAN AGE')
  t.match(tickets.slice(1).toSorted(), [
    /^hall--0000001 ada (Ada Lovelace )?early \S+$/,
    /^hall--0000002 ada (Ada Lovelace )?early \S+$/,
  ])
  t.strictSame(await namesOf('spec.attendee.lastname=Lovelace'), [ticket?.metadata.name])
  t.equal((await namesOf('spec.orderRef=ada')).length, 1)
  await shop.until('jsonpath={.status.coupons[0].tickets}=2', 'plan/early')
  t.match(await type("jsonpath='{.status.coupons}'"), [/"name":"community"/])
  t.strictSame(await type('range .items[*].status.coupons[*]'), ['community: 1 orders, 2 tickets'])
  t.match(await type('get coupons -n devdays -o wide'), [/ MAX PER ORDER VALID UNTIL AGE$/, /^community 20 50 2 \S+$/])
})
