import t from 'tap'
import { rememberCodes } from '../../../hooks/shop/live/remember-codes.ts'
import type { TicketTools } from '../../../hooks/shop/tickets/ticket-tools.ts'
import { aTicket } from '../../fixtures/objects.ts'

t.test('the codes shown last are remembered', async t => {
  const made: string[] = []
  const tools = {
    codeOf(conference: string, { metadata, spec: { serial = 0 } }: Parameters<TicketTools['codeOf']>[1]) {
      made.push(`${conference} ${metadata.name} ${serial}`)
      return { codeUrl: `${made.length}`, qr: '' }
    },
    readCode: () => undefined,
    calendarOf: () => undefined,
  } satisfies TicketTools
  const { codeOf, readCode } = rememberCodes(tools, { limit: 2 })
  const show = (name: string, serial?: number) =>
    codeOf('conf', aTicket({ name, ...(serial !== undefined && { serial }) })).codeUrl
  t.strictSame([show('a'), show('b'), show('a'), show('b', 0)], ['1', '2', '1', '2'])
  t.strictSame([show('a', 1), show('b'), show('a')], ['3', '2', '4'])
  t.strictSame(made, ['conf a 0', 'conf b 0', 'conf a 1', 'conf a 0'])
  t.equal(readCode, tools.readCode)
  t.match(rememberCodes(tools).codeOf('conf', aTicket()), { codeUrl: '5' })
})
