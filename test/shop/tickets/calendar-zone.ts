import t from 'tap'
import { writeTime, zoneTimes } from '../../../hooks/shop/tickets/calendar-zone.ts'
import { fc } from '../../fixtures/properties.ts'

const at = (time: string) => Date.parse(time)
const linesOf = (timeZone: string | undefined, startsAt: string, endsAt?: string) => {
  const { zone, lineOf } = zoneTimes(timeZone, at(startsAt), endsAt === undefined ? undefined : at(endsAt))
  const end = endsAt === undefined ? '' : lineOf('DTEND', at(endsAt))
  return `${zone}${lineOf('DTSTART', at(startsAt))}${end}`.trimEnd().split('\r\n')
}

t.test('a time is written without signs', async t => {
  t.equal(writeTime(at('2027-03-19T08:05:09.123Z')), '20270319T080509')
})

t.test('without a zone, or with one that has no name, times are in UTC', async t => {
  for (const zone of [undefined, '+01:00', 'a;b', 'Europe/Rome\r\nX', ''])
    t.strictSame(linesOf(zone, '2027-03-19T08:00:00Z', '2027-03-20T17:00:00Z'), [
      'DTSTART:20270319T080000Z',
      'DTEND:20270320T170000Z',
    ])
})

t.test('times are those of the clocks at the venue', async t => {
  t.strictSame(linesOf('Europe/Rome', '2027-03-19T08:00:00Z', '2027-03-20T17:00:00Z'), [
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Rome',
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0100',
    'END:STANDARD',
    'END:VTIMEZONE',
    'DTSTART;TZID=Europe/Rome:20270319T090000',
    'DTEND;TZID=Europe/Rome:20270320T180000',
  ])
  for (const [zone, offset, time] of [
    ['Asia/Kathmandu', '+0545', '20270319T134500'],
    ['America/St_Johns', '-0230', '20270319T053000'],
    ['Etc/GMT+5', '-0500', '20270319T030000'],
    ['UTC', '+0000', '20270319T080000'],
  ] as const) {
    const lines = linesOf(zone, '2027-03-19T08:00:00Z')
    t.equal(lines[5], `TZOFFSETTO:${offset}`)
    t.equal(lines.at(-1), `DTSTART;TZID=${zone}:${time}`)
  }
})

t.test('clocks that change between begin and end are defined', async t => {
  const spring = linesOf('Europe/Rome', '2027-03-27T08:00:00Z', '2027-03-28T17:00:00Z')
  t.strictSame(spring.slice(7), [
    'BEGIN:DAYLIGHT',
    'DTSTART:20270328T020000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
    'END:DAYLIGHT',
    'END:VTIMEZONE',
    'DTSTART;TZID=Europe/Rome:20270327T090000',
    'DTEND;TZID=Europe/Rome:20270328T190000',
  ])
  const autumn = linesOf('Europe/Rome', '2027-10-30T08:00:00Z', '2027-10-31T17:00:00Z')
  t.strictSame(autumn.slice(7, 12), [
    'BEGIN:STANDARD',
    'DTSTART:20271031T030000',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'END:STANDARD',
  ])
  const years = linesOf('Europe/Rome', '2027-01-01T08:00:00Z', '2999-07-01T08:00:00Z')
  t.equal(years.at(10), 'TZOFFSETTO:+0200')
  t.equal(years.at(-1), 'DTEND;TZID=Europe/Rome:29990701T100000')
})

/** The time that a reader of the file computes from a local time and the offsets of the definition. */
function readLocal(lines: string[], local: string): number {
  const value = (name: string, from: number) => lines.find((line, index) => index > from && line.startsWith(name))
  const parts = lines.flatMap((line, index) => {
    if (!/^BEGIN:(?:STANDARD|DAYLIGHT)$/.test(line)) return []
    const [onset, offset] = [value('DTSTART:', index)?.slice(8), value('TZOFFSETTO:', index)?.slice(11)]
    return [{ onset: String(onset), offset: String(offset) }]
  })
  const { offset } = parts.filter(({ onset }) => onset <= local).at(-1) as { offset: string }
  const [, ...numbers] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)$/.exec(local) ?? []
  const [year, month, day, hour, minute, second] = numbers.map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const ms = Date.UTC(year, month - 1, day, hour, minute, second)
  return ms - Number(`${offset[0]}1`) * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(3))) * 60_000
}

t.test('a reader who knows no zones computes the same two times, in every zone', async () => {
  const hour = 3_600_000
  const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'))
  const day = fc.integer({ min: 0, max: 25 * 365 }).map(days => at('2025-01-01T12:00:00Z') + days * 24 * hour)
  fc.assert(
    fc.property(zones, day, fc.integer({ min: 0, max: 24 * 200 }), (zone, start, hours) => {
      const end = start + hours * hour
      const { zone: definition, lineOf } = zoneTimes(zone, start, end)
      const lines = definition.split('\r\n')
      const timeOf = (line: string) => readLocal(lines, line.trimEnd().replace(/^[^:]*:/, ''))
      const isAmbiguous = hours > 0 && hours < 24
      return timeOf(lineOf('DTSTART', start)) === start && (isAmbiguous || timeOf(lineOf('DTEND', end)) === end)
    }),
  )
})
