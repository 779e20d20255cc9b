import t from 'tap'
import type { Ticket } from '../../../hooks/schema/ticket.ts'
import { codeUrl, signTicketCode } from '../../../hooks/shop/tickets/code.ts'
import { drawQrCode } from '../../../hooks/shop/tickets/qr.ts'
import { ticketTools } from '../../../hooks/shop/tickets/ticket-tools.ts'
import { aConference, aTicket } from '../../fixtures/objects.ts'
import { aRestored } from '../../fixtures/shop/objects.ts'

const keys = ['1', '2'].map(id => ({ id, bytes: Buffer.alloc(32, id) }))
const [older, newer] = keys as [(typeof keys)[0], (typeof keys)[0]]
const ring = (signs: (typeof keys)[0], all = keys) => ({
  signingKey: () => signs,
  findKey: (id: string) => all.find(key => key.id === id),
})
const shopUrl = 'https://tickets.example.com'
const tools = ticketTools({ keys: ring(newer), shopUrl })
const aCode = { conference: 'conf', ticket: 'early-0000001', uid: 'uid-1', serial: 0 }

t.test('a ticket has a code with its serial, and its picture', async t => {
  const ticket = aTicket({ name: 'early-0000001', metadata: { uid: 'uid-1' } })
  const address = codeUrl(shopUrl, signTicketCode(aCode, newer))
  t.strictSame(tools.codeOf('conf', ticket), { codeUrl: address, qr: drawQrCode(address, { title: 'early-0000001' }) })
  const raised = { ...ticket, spec: { ...ticket.spec, serial: 3 } }
  t.equal(tools.codeOf('conf', raised).codeUrl, codeUrl(shopUrl, signTicketCode({ ...aCode, serial: 3 }, newer)))
})

t.test('a genuine code of any key leads to its ticket', async t => {
  for (const key of keys) {
    const found = tools.readCode(signTicketCode(aCode, key))
    t.match(found, { namespace: 'conf', name: 'early-0000001' })
    const isOf = (uid: string, serial: number) => found?.isOf(aTicket({ metadata: { uid }, serial }))
    t.strictSame([isOf('uid-1', aCode.serial), isOf('uid-2', aCode.serial)], [true, false])
    t.strictSame([isOf('uid-1', aCode.serial + 1), isOf('uid-1', aCode.serial + 2)], [false, false], 'it was replaced')
  }
})

t.test('a ticket keeps its code through a restore, and a recreated one has another', async t => {
  const codeOf = (ticket: Ticket) => tools.codeOf('conf', ticket).codeUrl
  const [before, after] = aRestored(aTicket({ name: 'early-0000001' }))
  t.equal(codeOf(after), codeOf(before))
  const { annotations: _, ...recreated } = after.metadata
  t.not(codeOf({ ...after, metadata: recreated }), codeOf(before))
})

t.test('another code leads nowhere', async t => {
  const code = signTicketCode(aCode, older)
  t.equal(tools.readCode('A'), undefined, 'not a code')
  t.equal(tools.readCode(signTicketCode(aCode, { ...older, bytes: Buffer.alloc(32, 9) })), undefined, 'of another shop')
  t.equal(ticketTools({ keys: ring(newer, [newer]), shopUrl }).readCode(code), undefined, 'of a key that was removed')
})

t.test('a key that codes cannot name is refused at once', async t => {
  t.throws(() => ticketTools({ keys: ring({ ...newer, id: 'A' }), shopUrl }), {
    message: 'Cannot write "A" into a code: it must have only lower-case letters, digits, ".", "-" and "/"',
  })
})

t.test('a conference with a begin has a calendar file', async t => {
  const conference = aConference({ metadata: { uid: 'uid-of-conf' } })
  const page = { url: `${shopUrl}/conf/tickets/early-0000001/secret`, now: 0 }
  const view = { name: 'conf', title: 'Conf', startsAt: Date.parse('2027-03-19T08:00:00Z') }
  const file = tools.calendarOf(conference, { view, ...page })
  t.match(file, '\r\nUID:uid-of-conf@tickets.example.com\r\nDTSTAMP:19700101T000000Z\r\nDTSTART:20270319T080000Z\r\n')
  t.match(file, `URL:${page.url}`)
  t.equal(tools.calendarOf(conference, { view: { name: 'conf', title: 'Conf' }, ...page }), undefined)
})
