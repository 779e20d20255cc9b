import t from 'tap'
import {
  linkedUid,
  orderPagePath,
  requireLink,
  ticketLinks,
  ticketPagePath,
} from '../../../hooks/http/shop/order-links.ts'
import { signLink } from '../../../hooks/shop/links/link-secret.ts'
import type { TicketTools } from '../../../hooks/shop/tickets/ticket-tools.ts'
import { anOrder, aTicket, aTicketOf } from '../../fixtures/objects.ts'
import { aRestored } from '../../fixtures/shop/objects.ts'
import { ring, ticketPathOf } from '../../fixtures/shop/server.ts'

t.strictSame(
  [undefined, 0, 2].map(serial =>
    linkedUid(aTicket({ metadata: { uid: 'uid-1' }, ...(serial !== undefined && { serial }) })),
  ),
  ['uid-1', 'uid-1', 'uid-1/2'],
  'a raised serial makes another link',
)

t.test('orders and tickets have pages with their secret in the address', async t => {
  const params = { conference: 'conf', name: 'order-1', secret: 's' }
  t.strictSame([orderPagePath(params), ticketPagePath(params)], ['/conf/orders/order-1/s', '/conf/tickets/order-1/s'])
})

t.test('a link is checked without its object', async t => {
  const secret = signLink(ring, { kind: 'ticket', namespace: 'conf', name: 'a', uid: 'b' })
  const isOf = requireLink({ ring }, { kind: 'ticket', namespace: 'conf', name: 'a' }, secret)
  t.strictSame([isOf('b'), isOf('c')], [true, false])
  t.throws(() => requireLink({ ring }, { kind: 'ticket', namespace: 'conf', name: 'b' }, secret), { name: 'PageError' })
})

t.test('a ticket has its address and its code', async t => {
  const ticket = aTicketOf(anOrder())
  const ticketTools = {
    codeOf: (conference: string) => ({ codeUrl: conference, qr: '<svg/>' }),
  } as unknown as TicketTools
  const links = { path: ticketPathOf(ticket), codeUrl: 'conf', qr: '<svg/>' }
  t.strictSame(ticketLinks({ ring, ticketTools }, ticket), links)
})

t.test('the link of a ticket stays valid after a restore', async t => {
  const [ticket, restored] = aRestored(aTicketOf(anOrder()))
  const ticketTools = { codeOf: () => ({}) } as unknown as TicketTools
  t.strictSame(ticketLinks({ ring, ticketTools }, restored), { path: ticketPathOf(ticket) })
})
