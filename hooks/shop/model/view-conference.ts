import { milliseconds } from '../../rules/time.ts'
import type { Conference } from '../../schema/conference.ts'
import type { ConferenceView } from './views.ts'

/** Whether buyers see a conference: its namespace exists, and it is not being deleted. */
export function isListed({ metadata, status }: Conference): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')
  return metadata.deletionTimestamp === undefined && ready?.status === 'True'
}

/** A stored conference as buyers see it, without times and time zones that do not exist. */
export function viewConference({ metadata: { name }, spec }: Conference): ConferenceView {
  const { title, description, on_day: onDay, startsAt, endsAt, timeZone, venue } = spec
  return {
    name,
    title,
    ...textField('description', description),
    ...textField('onDay', onDay),
    ...timeField('startsAt', startsAt),
    ...timeField('endsAt', endsAt),
    ...(timeZone !== undefined && isTimeZone(timeZone) && { timeZone }),
    ...textField('venue', venue),
  }
}

/** An optional text of a view; an empty one is left out. */
export function textField<Name extends string>(name: Name, text: string | undefined): { [key in Name]?: string } {
  return (text === undefined || text.trim() === '' ? {} : { [name]: text }) as { [key in Name]?: string }
}

/** An optional time of a view, from RFC 3339 to milliseconds since 1970; a time that does not exist is left out. */
export function timeField<Name extends string>(name: Name, time: string | undefined): { [key in Name]?: number } {
  const at = time === undefined ? Number.NaN : milliseconds(time)
  return (Number.isNaN(at) ? {} : { [name]: at }) as { [key in Name]?: number }
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }) !== undefined
  } catch {
    return false
  }
}
