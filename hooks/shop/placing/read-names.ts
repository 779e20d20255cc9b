import type { Ticket } from '../../schema/ticket.ts'
import { longestName } from '../model/form-limits.ts'
import type { FieldFault } from '../model/form-view.ts'
import { cutText, type FormFields, lengthOf, readText } from './typed-text.ts'

/** A name to write on a ticket; null removes it. */
export interface NameChange {
  ticket: Ticket
  attendee: Ticket['spec']['attendee'] | null
}

/** The form for names: the names that differ from the stored ones, or its faults and the texts that were typed. */
export type ReadNames =
  | { changes: NameChange[] }
  | { faults: FieldFault<string>[]; values: Readonly<Record<string, string>> }

const parts = ['firstname', 'lastname'] as const

/** Reads the names for the tickets of an order. A ticket that the form does not have keeps its name. */
export function readNames(fields: FormFields, tickets: readonly Ticket[]): ReadNames {
  const named = tickets.filter(({ metadata: { name } }) => parts.some(part => Object.hasOwn(fields, `${name}.${part}`)))
  const read = named.map(ticket => readName(fields, ticket))
  const faults = read.flatMap(one => one.faults)
  if (faults.length > 0) return { faults, values: Object.assign({}, ...read.map(one => one.values)) }
  return { changes: read.flatMap(({ ticket, attendee }) => (isSame(ticket, attendee) ? [] : { ticket, attendee })) }
}

function readName(fields: FormFields, ticket: Ticket) {
  const { name } = ticket.metadata
  const [firstname, lastname] = parts.map(part => readText(fields, `${name}.${part}`)) as [string, string]
  const isEmpty = firstname === '' && lastname === ''
  const texts = { firstname, lastname }
  const faults = isEmpty ? [] : parts.flatMap(part => faultOf(`${name}.${part}`, texts[part]))
  const values = Object.fromEntries(parts.map(part => [`${name}.${part}`, cutText(texts[part])]))
  return { ticket, attendee: isEmpty ? null : texts, faults, values }
}

function faultOf(field: string, text: string): FieldFault<string>[] {
  if (text === '') return [{ field, problem: 'missing' }]
  return lengthOf(text) > longestName ? [{ field, problem: 'tooLong', limit: longestName }] : []
}

function isSame({ spec }: Ticket, attendee: NameChange['attendee']): boolean {
  return spec.attendee?.firstname === attendee?.firstname && spec.attendee?.lastname === attendee?.lastname
}
