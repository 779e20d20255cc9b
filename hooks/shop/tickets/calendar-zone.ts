import { foldCalendarLine } from './calendar-line.ts'

const secondMs = 1000
const minuteMs = 60 * secondMs

/** The times of an event in a time zone, as lines of a calendar file. */
export interface ZonedTimes {
  /** The definition of the zone, which RFC 5545 demands (section 3.2.19); empty for UTC. */
  zone: string
  /** The line of a property with a time. */
  lineOf(property: 'DTSTART' | 'DTEND', at: number): string
}

/**
 * Lines for two times in an IANA time zone that Intl knows. The definition of the zone is right for these two times; the file
 * has no others. Without a time zone, or if it is an offset, the times are in UTC.
 */
export function zoneTimes(timeZone: string | undefined, startsAt: number, endsAt = startsAt): ZonedTimes {
  if (timeZone === undefined || !/^[A-Za-z][\w+/-]*$/.test(timeZone))
    return { zone: '', lineOf: (property, at) => foldCalendarLine(property, `${writeTime(at)}Z`) }
  const offsetAt = zoneOffsets(timeZone)
  return {
    zone: zoneLines(timeZone, { startsAt, endsAt, offsetAt }),
    lineOf: (property, at) => foldCalendarLine(`${property};TZID=${timeZone}`, writeTime(at + offsetAt(at))),
  }
}

/** `20270319T080000` for a time in milliseconds since 1970. */
export function writeTime(at: number): string {
  return new Date(at).toISOString().replaceAll(/[-:]|\.\d+Z$/g, '')
}

interface Span {
  startsAt: number
  endsAt: number
  offsetAt(at: number): number
}

function zoneLines(timeZone: string, span: Span): string {
  const { startsAt, endsAt, offsetAt } = span
  const [first, last] = [offsetAt(startsAt), offsetAt(endsAt)]
  const lines = ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...partLines('STANDARD', '19700101T000000', first, first)]
  if (first !== last) {
    const change = changeTo(last, span)
    const before = offsetAt(change - secondMs)
    lines.push(...partLines(last > before ? 'DAYLIGHT' : 'STANDARD', writeTime(change + before), before, last))
  }
  return [...lines, 'END:VTIMEZONE', ''].join('\r\n')
}

function partLines(name: 'STANDARD' | 'DAYLIGHT', from: string, before: number, after: number): string[] {
  const offsets = [`TZOFFSETFROM:${writeOffset(before)}`, `TZOFFSETTO:${writeOffset(after)}`]
  return [`BEGIN:${name}`, `DTSTART:${from}`, ...offsets, `END:${name}`]
}

/** The second at which the offset changes to that of the end. */
function changeTo(offset: number, { startsAt, endsAt, offsetAt }: Span): number {
  let [before, after] = [startsAt, endsAt].map(at => Math.floor(at / secondMs)) as [number, number]
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (offsetAt(middle * secondMs) === offset) after = middle
    else before = middle
  }
  return after * secondMs
}

/** The offsets of a zone from UTC, in milliseconds: 3600000 is one hour east. */
function zoneOffsets(timeZone: string): (at: number) => number {
  const format = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' })
  return at => {
    // "1/2/2027, GMT+05:45"
    const [, sign, hours, minutes] = /GMT([+-])(\d\d):(\d\d)/.exec(format.format(at)) as RegExpExecArray
    return Number(`${sign}1`) * (Number(hours) * 60 + Number(minutes)) * minuteMs
  }
}

/** `+0100` */
function writeOffset(offset: number): string {
  const minutes = Math.abs(offset) / minuteMs
  const digits = [Math.floor(minutes / 60), minutes % 60].map(number => String(number).padStart(2, '0')).join('')
  return `${offset < 0 ? '-' : '+'}${digits}`
}
