import type { Conference } from '../../schema/conference.ts'
import { firstUid } from '../../schema/first-uid.ts'
import type { Ticket } from '../../schema/ticket.ts'
import type { ConferenceView } from '../model/views.ts'
import { writeCalendar } from './calendar.ts'
import { codeUrl, hasGenuineSignature, isCodeOf, readTicketCode, signTicketCode, type TicketCode } from './code.ts'
import { derivePublicKey, type MasterKeys } from './keys.ts'
import { packText } from './packed-text.ts'
import { drawQrCode } from './qr.ts'

/** The codes and the calendar files of tickets. */
export interface TicketTools {
  /** The address of the code of a ticket, and its picture as SVG. */
  codeOf(conference: string, ticket: Ticket): { codeUrl: string; qr: string }
  /**
   * The ticket that a genuine code is for; undefined for any other text. `isOf` tells whether the code is for the first uid and
   * the present serial of a ticket: a code with an earlier serial was replaced.
   */
  readCode(code: string): { namespace: string; name: string; isOf(ticket: Ticket): boolean } | undefined
  /** A calendar file that leads back to the page at `url`; undefined if the conference has no start. */
  calendarOf(conference: Conference, of: { view: ConferenceView; url: string; now: number }): string | undefined
}

/**
 * The tools of a shop at this address with these keys. Throws a RangeError if codes cannot hold the id of the key, at the
 * start and not only at the first ticket.
 */
export function ticketTools({ keys, shopUrl }: { keys: MasterKeys; shopUrl: string }): TicketTools {
  packText(keys.signingKey().id)
  const { host } = new URL(shopUrl)
  return {
    codeOf(conference, { metadata, spec: { serial = 0 } }) {
      const { name } = metadata
      const ticket = { conference, ticket: name, uid: firstUid(metadata), serial }
      const address = codeUrl(shopUrl, signTicketCode(ticket, keys.signingKey()))
      return { codeUrl: address, qr: drawQrCode(address, { title: name }) }
    },
    readCode(text) {
      const code = readTicketCode(text)
      if (code === undefined || !isGenuine(code, keys)) return undefined
      const isOf = ({ metadata, spec: { serial = 0 } }: Ticket) =>
        code.serial === serial && isCodeOf(code, firstUid(metadata))
      return { namespace: code.conference, name: code.ticket, isOf }
    },
    calendarOf({ metadata: { uid } }, { view, ...page }) {
      const { startsAt } = view
      if (startsAt === undefined) return undefined
      return writeCalendar({ ...view, startsAt }, { uid: `${uid}@${host}`, ...page })
    },
  }
}

function isGenuine(code: TicketCode, keys: MasterKeys): boolean {
  const master = keys.findKey(code.keyId)
  return master !== undefined && hasGenuineSignature(code, derivePublicKey(master, code.conference))
}
