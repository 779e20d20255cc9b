/** Formats a time (milliseconds since 1970) as a day such as 2026-11-20. */
export type DayFormat = (at: number) => string

/** The days of a time zone by its name in the IANA database, UTC if absent; undefined if no such zone is known. */
export function daysIn(timeZone = 'UTC'): DayFormat | undefined {
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
    return at => {
      const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]))
      return [parts.get('year'), parts.get('month'), parts.get('day')].join('-')
    }
  } catch {
    return undefined
  }
}
