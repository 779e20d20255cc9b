import t from 'tap'
import { codeUrl, signTicketCode } from '../../../hooks/shop/tickets/code.ts'
import { drawQrCode } from '../../../hooks/shop/tickets/qr.ts'
import { fc } from '../../fixtures/properties.ts'
import { paintQrSvg, readQrPicture } from '../../fixtures/shop/qr-picture.ts'
import { ticketVectors } from '../../fixtures/shop/ticket-vectors.ts'

const sizeOf = (svg: string) => Number(/viewBox="0 0 (\d+) \1"/.exec(svg)?.[1])

t.test('a reader reads what was drawn', async t => {
  for (const { code } of ticketVectors) {
    const address = codeUrl('https://tickets.example.com', code)
    for (const scale of [3, 8])
      t.equal(readQrPicture(paintQrSvg(drawQrCode(address, { title: 'ticket' }), scale)), address)
  }
  fc.assert(
    fc.property(
      fc.webUrl({ size: 'small' }),
      text => readQrPicture(paintQrSvg(drawQrCode(text, { title: '' }), 4)) === text,
    ),
    { numRuns: 20 },
  )
})

t.test('the code of a usual ticket takes version 7, and the longest one version 10, with a quiet zone', async t => {
  const usual = codeUrl('https://tickets.example.com', String(ticketVectors[0]?.code))
  t.equal(usual.length, 176)
  t.equal(sizeOf(drawQrCode(usual, { title: '' })), 45 + 2 * 4)
  const longest = signTicketCode(
    { conference: 'x'.repeat(63), ticket: 'y'.repeat(63), uid: 'uid', serial: 65_535 },
    { id: '9'.repeat(16), bytes: Buffer.alloc(32) },
  )
  t.equal(sizeOf(drawQrCode(codeUrl('https://tickets.example.com', longest), { title: '' })), 57 + 2 * 4)
})

t.test('the picture is small, the same every time, and has no style', async t => {
  const svg = drawQrCode('HTTPS://A.EXAMPLE/T/A', { title: 'early-0000001' })
  t.equal(svg, drawQrCode('HTTPS://A.EXAMPLE/T/A', { title: 'early-0000001' }))
  t.match(
    svg,
    /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" viewBox="0 0 33 33" role="img" shape-rendering="crispEdges"><title>early-0000001<\/title><path d="M4 4h7v1H4z[MhvHz0-9 ]+"\/><\/svg>$/,
  )
  const ticket = drawQrCode(codeUrl('https://tickets.example.com', String(ticketVectors[0]?.code)), { title: '' })
  t.ok(ticket.length < 10_000, `${ticket.length} bytes`)
})

t.test('the text of a title cannot close its element', async t => {
  const titleOf = (title: string) => /<title>([^<]*)<\/title><path/.exec(drawQrCode('A', { title }))?.[1]
  t.equal(titleOf('a </title><script> & $1'), 'a &lt;/title&gt;&lt;script&gt; &amp; $1')
  t.equal(titleOf('\u0000\u001b\uFFFE\uD800'), '\uFFFD'.repeat(4))
  fc.assert(fc.property(fc.string({ unit: 'binary' }), title => titleOf(title) !== undefined))
})
