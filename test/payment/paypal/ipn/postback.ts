import t from 'tap'
import { postbackUrls, requireGenuine } from '../../../../hooks/payment/paypal/ipn/postback.ts'
import { says, startPaypal } from '../../../fixtures/payment/paypal.ts'
import { fc } from '../../../fixtures/properties.ts'

const signal = AbortSignal.timeout(60_000)
const unanswered = {
  outcome: 'unavailable',
  message: 'Cannot verify the callback: PayPal did not answer; send it again',
}

t.test('the addresses are those of PayPal', async t => {
  t.strictSame(postbackUrls, {
    live: 'https://ipnpb.paypal.com/cgi-bin/webscr',
    sandbox: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr',
  })
})

t.test('every byte is posted back unchanged, after the command', async t => {
  const paypal = await startPaypal(t)
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1 }), async body => {
      await requireGenuine(Buffer.from(body), { url: paypal.url, signal })
      const sent = Buffer.concat([Buffer.from('cmd=_notify-validate&'), body])
      const [{ bytes, headers } = { bytes: undefined, headers: {} }] = paypal.asked.splice(0)
      return bytes?.equals(sent) === true && Number(headers['content-length']) === sent.length
    }),
    { numRuns: 50 },
  )
  await requireGenuine(Buffer.from('first_name=Jos\xe9&last_name=%E9&charset=windows-1252', 'latin1'), {
    url: paypal.url,
    signal,
  })
  t.match(paypal.asked, [
    {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'kconference' },
      bytes: Buffer.from('cmd=_notify-validate&first_name=Jos\xe9&last_name=%E9&charset=windows-1252', 'latin1'),
    },
  ])
})

t.test('the answer decides, and no answer verifies nothing', async t => {
  const paypal = await startPaypal(t)
  const ask = () => requireGenuine(Buffer.from('a=1'), { url: paypal.url, signal })
  paypal.answer = says('VERIFIED\n')
  await ask()
  paypal.answer = says('INVALID')
  const message = 'Cannot verify the callback: PayPal must confirm it, but answered INVALID'
  await t.rejects(ask(), { outcome: 'not-genuine', message })
  for (const [word, status] of [
    ['', 200],
    ['verified', 200],
    ['VERIFIED INVALID', 200],
    ['<html>VERIFIED</html>', 200],
    ['VERIFIED', 500],
    ['VERIFIED', 202],
    ['INVALID', 403],
  ] as const) {
    paypal.answer = says(word, status)
    await t.rejects(
      ask(),
      { ...unanswered, cause: { message: 'Cannot read the answer of PayPal: it must be VERIFIED or INVALID' } },
      word,
    )
  }
})

t.test('no redirect is followed, and a PayPal that is unreachable or slow is 503', async t => {
  const elsewhere = await startPaypal(t)
  const paypal = await startPaypal(t, response => response.writeHead(302, { location: elsewhere.url }).end())
  const ask = (options: { url?: string; signal?: AbortSignal }) =>
    requireGenuine(Buffer.from('a=1'), { url: paypal.url, signal, ...options })
  await t.rejects(ask({}), unanswered)
  t.equal(elsewhere.asked.length, 0)
  await t.rejects(ask({ url: 'http://127.0.0.1:1/' }), unanswered)
  await t.rejects(ask({ signal: AbortSignal.abort() }), unanswered)
  paypal.answer = response => response.writeHead(200).write('VERI')
  await t.rejects(ask({ signal: AbortSignal.timeout(100) }), unanswered)
  paypal.answer = response => response.destroy()
  await t.rejects(ask({}), { ...unanswered, cause: { code: /./ } })
})
