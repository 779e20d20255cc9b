import t from 'tap'
import { writeCalendar } from '../../../hooks/shop/tickets/calendar.ts'
import { fc } from '../../fixtures/properties.ts'

const conference = {
  name: 'cloudconf',
  title: 'CloudConf 2027',
  description: 'Talks, workshops; and coffee.\n\nTwo days.',
  venue: 'Centro Congressi\nVia Nizza 280, Torino',
  startsAt: Date.parse('2027-03-19T08:00:00Z'),
  endsAt: Date.parse('2027-03-20T17:00:00Z'),
  timeZone: 'Europe/Rome',
}
const file = {
  uid: 'uid-of-cloudconf@tickets.example.com',
  url: 'https://tickets.example.com/cloudconf/tickets/early-0000001/1.secret',
  now: Date.parse('2027-03-01T09:00:00Z'),
}
/** The lines of a file, as a reader puts them together (RFC 5545, section 3.1). */
const linesOf = (calendar: string) => calendar.replaceAll('\r\n ', '').split('\r\n')

t.test('a conference is one event', async t => {
  t.strictSame(linesOf(writeCalendar(conference, file)), [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//kconference//shop//EN',
    'BEGIN:VTIMEZONE',
    'TZID:Europe/Rome',
    'BEGIN:STANDARD',
    'DTSTART:19700101T000000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0100',
    'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    'UID:uid-of-cloudconf@tickets.example.com',
    'DTSTAMP:20270301T090000Z',
    'DTSTART;TZID=Europe/Rome:20270319T090000',
    'DTEND;TZID=Europe/Rome:20270320T180000',
    'SUMMARY:CloudConf 2027',
    'LOCATION:Centro Congressi\\nVia Nizza 280\\, Torino',
    `DESCRIPTION:Talks\\, workshops\\; and coffee.\\n\\nTwo days.\\n\\n${file.url}`,
    `URL:${file.url}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

t.test('unknown facts are left out', async t => {
  const { name, title, startsAt } = conference
  t.strictSame(linesOf(writeCalendar({ name, title, startsAt }, file)).slice(3), [
    'BEGIN:VEVENT',
    'UID:uid-of-cloudconf@tickets.example.com',
    'DTSTAMP:20270301T090000Z',
    'DTSTART:20270319T080000Z',
    'SUMMARY:CloudConf 2027',
    `DESCRIPTION:${file.url}`,
    `URL:${file.url}`,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
  const never = writeCalendar({ name, title, startsAt, endsAt: startsAt }, file)
  t.notMatch(never, 'DTEND', 'an end that is no later than the begin')
})

t.test('no text of people adds a line or a property, whatever it is', async () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '\r\n',
          '\n',
          '\r',
          '\u2028',
          '\u0085',
          'END:VEVENT',
          'BEGIN:VALARM',
          ' ',
          '\\',
          ';',
          ',',
          'é',
          '😀',
        ),
      )
      .map(parts => parts.join('')),
  )
  const plain = linesOf(writeCalendar(conference, file)).map(line => line.split(':')[0])
  fc.assert(
    fc.property(hostile, hostile, hostile, hostile, (title, description, venue, uid) => {
      const calendar = writeCalendar({ ...conference, title, description, venue }, { ...file, uid })
      const names = linesOf(calendar).map(line => line.split(':')[0])
      // Some readers end a line at every character that Unicode calls a line break.
      const ends = calendar.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).length
      return names.join() === plain.join() && ends === calendar.split('\r\n').length
    }),
  )
})
