import t from 'tap'
import { readPaypalDate } from '../../../../hooks/payment/paypal/ipn/date.ts'

t.test("a date of PayPal's is Pacific time, in winter and in summer", async t => {
  t.equal(readPaypalDate('08:00:00 Nov 20, 2026 PST'), '2026-11-20T16:00:00Z')
  t.equal(readPaypalDate('23:30:00 Jul 1, 2026 PDT'), '2026-07-02T06:30:00Z')
})

t.test('what is no such date says nothing', async t => {
  for (const text of [
    undefined,
    '',
    'yesterday',
    '2026-11-20T08:00:00Z',
    '08:00:00 Nov 20, 2026 CET',
    '08:00:00 Nov 40, 2026 PST',
  ])
    t.equal(readPaypalDate(text), undefined, String(text))
})
