import type { ConferenceView } from '../model/views.ts'
import { escapeCalendarText, foldCalendarLine } from './calendar-line.ts'
import { writeTime, zoneTimes } from './calendar-zone.ts'

export interface CalendarFile {
  /** It never changes, so a file that is opened again updates the event and does not add another one. */
  uid: string
  /** The page of the ticket, or of the conference. */
  url: string
  /** The time stamp of the file, in milliseconds since 1970. */
  now: number
}

/** A calendar file (RFC 5545) with a conference as its one event. */
export function writeCalendar(
  conference: Omit<ConferenceView, 'startsAt'> & { startsAt: number },
  { uid, url, now }: CalendarFile,
): string {
  const { title, description, venue, startsAt, timeZone } = conference
  const endsAt = conference.endsAt !== undefined && conference.endsAt > startsAt ? conference.endsAt : undefined
  const { zone, lineOf } = zoneTimes(timeZone, startsAt, endsAt)
  // Some calendars show no URL, so the description has the address too.
  const words = [description, url].filter(text => text !== undefined).join('\n\n')
  const lines = [
    foldCalendarLine('BEGIN', 'VEVENT'),
    foldCalendarLine('UID', escapeCalendarText(uid)),
    foldCalendarLine('DTSTAMP', `${writeTime(now)}Z`),
    lineOf('DTSTART', startsAt),
    endsAt === undefined ? '' : lineOf('DTEND', endsAt),
    foldCalendarLine('SUMMARY', escapeCalendarText(title)),
    venue === undefined ? '' : foldCalendarLine('LOCATION', escapeCalendarText(venue)),
    foldCalendarLine('DESCRIPTION', escapeCalendarText(words)),
    foldCalendarLine('URL', url),
    foldCalendarLine('END', 'VEVENT'),
  ]
  const head = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//kconference//shop//EN\r\n'
  return `${head}${zone}${lines.join('')}END:VCALENDAR\r\n`
}
