import type { FastifyInstance } from 'fastify'
import { ticketsOf } from '../../../shop/model/view-tickets.ts'
import { readNames } from '../../../shop/placing/read-names.ts'
import type { Shop } from '../shop.ts'
import { type Asked, changeRoute, type FormFaults } from './order-changes.ts'

/** A hundred tickets with two names of a hundred characters; each character may take twelve bytes in a form. */
const bodyLimit = 512 * 1024

/** POST …/names writes the names of the attendees on the tickets of an order. */
export async function nameTickets(server: FastifyInstance, { shop }: { shop: Shop }): Promise<void> {
  changeRoute(server, { shop, name: 'names', change: writeNames, bodyLimit, said: 'names' })
}

async function writeNames({ shop, found, fields }: Asked): Promise<FormFaults | undefined> {
  const read = readNames(fields, ticketsOf(found.order, found.tickets))
  if ('faults' in read) return { nameFaults: read.faults, nameValues: read.values }
  for (const { ticket, attendee } of read.changes) {
    const { name, namespace = '', uid } = ticket.metadata
    // A ticket that no longer exists needs no name.
    await shop.api.nameAttendee({ name, namespace, uid }, attendee, AbortSignal.timeout(shop.patienceMs))
  }
  return undefined
}
