import t from 'tap'
import { anOrder, aPlan } from '../../fixtures/objects.ts'
import { fc } from '../../fixtures/properties.ts'
import { fakeShop } from '../../fixtures/shop/fake-shop.ts'
import { hostile, isClean } from '../../fixtures/shop/hostile.ts'
import { aReadyConference } from '../../fixtures/shop/objects.ts'
import { orderPathOf, shopUrl, testShop } from '../../fixtures/shop/server.ts'

// The answers of the shop that are no pages: the calendar file and the list of plans, with any text of an organizer.

const runs = { numRuns: 100 }
const order = anOrder()
const times = { startsAt: '2027-03-19T09:00:00+01:00', endsAt: '2027-03-20T18:00:00+01:00' }

/** A shop whose conference and plan have these texts everywhere. */
async function openShop(text: string) {
  const told = { title: text, description: text, venue: text, on_day: text, timeZone: text }
  return testShop(t, {
    api: fakeShop(order),
    conferences: [aReadyConference({ ...told, ...times })],
    plans: [aPlan({ title: text, description: text }), aPlan({ name: 'hall', title: `${text}.`, capacity: 1 })],
  })
}

/** The properties of a calendar file with their values, as a reader puts its lines together (RFC 5545, section 3.1). */
function readCalendar(file: string): [name: string, value: string][] {
  const lines = file.replaceAll('\r\n ', '').trimEnd().split('\r\n')
  return lines.map(line => [line.split(':', 1).join(), line.slice(line.indexOf(':') + 1)])
}

/** The text that a reader of a calendar file reads from a value (RFC 5545, section 3.3.11). */
function readText(value: string): string {
  return value.replaceAll(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
}

/** The text that a calendar file can hold: without control characters, and with one kind of line break. */
function writable(text: string): string {
  const lines = text.toWellFormed().replaceAll(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, '\n')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no file can hold them
  return lines.replaceAll(/[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g, '')
}

t.test('a calendar file has the properties of any other, and the texts of its organizer as texts', async t => {
  const path = `${orderPathOf(order)}/tickets.ics`
  const plain = await openShop('plain')
  const properties = readCalendar((await plain.get(path)).body).map(([name]) => name)
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      const { server, get } = await openShop(text)
      const { statusCode, headers, body } = await get(path)
      await server.close()
      const calendar = readCalendar(body)
      const textOf = (wanted: string) => readText(calendar.find(([name]) => name === wanted)?.[1] ?? '')
      t.equal(statusCode, 200)
      t.ok(isClean({ body: '', headers }))
      t.strictSame(
        [headers['content-type'], headers['content-disposition']],
        ['text/calendar; charset=utf-8', 'attachment; filename="conf.ics"'],
      )
      const expected = text.trim() === '' ? undefined : writable(text)
      t.equal(textOf('SUMMARY'), writable(text))
      if (expected === undefined) return
      t.strictSame(
        calendar.map(([name]) => name),
        properties,
      )
      // A calendar is shared: the address of the order would let others change it.
      const address = `${shopUrl}/conf`
      t.strictSame(
        [textOf('LOCATION'), textOf('DESCRIPTION'), textOf('URL')],
        [expected, `${expected}\n\n${address}`, address],
      )
    }),
    runs,
  )
})

t.test('the list of plans is JSON with the texts of its organizer as texts, and leads to the shop alone', async t => {
  const skeletonOf = (value: unknown): unknown =>
    typeof value !== 'object' || value === null
      ? typeof value
      : Object.entries(value).map(([key, one]) => [key, skeletonOf(one)])
  const plain = await openShop('plain')
  const skeleton = skeletonOf(JSON.parse((await plain.get('/conf/plans.json')).body))
  await fc.assert(
    fc.asyncProperty(hostile, async text => {
      const { server, get } = await openShop(text)
      const { statusCode, headers, body } = await get('/conf/plans.json')
      await server.close()
      t.equal(statusCode, 200)
      t.ok(isClean({ body: '', headers }))
      t.strictSame(
        [headers['content-type'], headers['x-content-type-options']],
        ['application/json; charset=utf-8', 'nosniff'],
      )
      const { conference, plans } = JSON.parse(body)
      if (text.trim() !== '') t.strictSame(skeletonOf(JSON.parse(body)), skeleton)
      t.strictSame([conference.title, conference.url], [text, `${shopUrl}/conf`])
      t.strictSame(
        plans.map(({ title, url }: Record<string, unknown>) => [title, url]),
        [
          [`${text}.`, `${shopUrl}/conf?plan=hall`],
          [text, `${shopUrl}/conf?plan=plan`],
        ],
      )
    }),
    runs,
  )
})
