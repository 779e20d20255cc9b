import { firstUid } from '../../schema/first-uid.ts'
import type { Ticket } from '../../schema/ticket.ts'
import { checkLink, type LinkTarget, signLink, type UidCheck } from '../../shop/links/link-secret.ts'
import type { TicketLinks } from '../../shop/model/view-tickets.ts'
import { notFoundError } from './page-error.ts'
import type { Shop } from './shop.ts'

/** The parameters of the address of an order. */
export interface OrderParams {
  conference: string
  name: string
  secret: string
}

/** The path of the page of an order. */
export function orderPagePath({ conference, name, secret }: OrderParams): string {
  return `/${conference}/orders/${name}/${secret}`
}

/** The path of the page of a ticket. */
export function ticketPagePath({ conference, name, secret }: OrderParams): string {
  return `/${conference}/tickets/${name}/${secret}`
}

/** Checks a link before anything is read, so that a wrong link costs the same whether its object exists or not. */
export function requireLink({ ring }: Pick<Shop, 'ring'>, target: LinkTarget, secret: string): UidCheck {
  const isOf = checkLink(ring, target, secret)
  if (isOf === undefined) throw notFoundError()
  return isOf
}

/** The uid in the link of a ticket: its first uid, and its serial if it was raised, so that earlier links are void. */
export function linkedUid({ metadata, spec: { serial = 0 } }: Ticket): string {
  return serial === 0 ? firstUid(metadata) : `${firstUid(metadata)}/${serial}`
}

/** The address and the code of a ticket. */
export function ticketLinks({ ring, ticketTools }: Pick<Shop, 'ring' | 'ticketTools'>, ticket: Ticket): TicketLinks {
  const { name, namespace = '' } = ticket.metadata
  const secret = signLink(ring, { kind: 'ticket', namespace, name, uid: linkedUid(ticket) })
  return { path: ticketPagePath({ conference: namespace, name, secret }), ...ticketTools.codeOf(namespace, ticket) }
}
