import { timestamp } from '../../../rules/time.ts'

/**
 * "08:00:00 Nov 20, 2026 PST" → "2026-11-20T16:00:00Z"; undefined for what is no such time (PayPal, IPN and PDT variables:
 * payment_date is in Pacific time).
 */
export function readPaypalDate(text: string | undefined): string | undefined {
  const parts = /^(\d{2}:\d{2}:\d{2}) ([A-Z][a-z]{2}) (\d{1,2}), (\d{4}) (PST|PDT)$/.exec(text ?? '')
  if (parts === null) return undefined
  const [, time, month, day, year, zone] = parts
  const at = Date.parse(`${day} ${month} ${year} ${time} ${zone === 'PDT' ? '-0700' : '-0800'}`)
  return Number.isNaN(at) ? undefined : timestamp(at)
}
