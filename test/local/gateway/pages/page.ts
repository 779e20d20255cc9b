import t from 'tap'
import { html } from '../../../../hooks/shop/html/html.ts'
import { buttonRow, pageAnswer, redirectAnswer, style } from '../../../../local/gateway/pages/page.ts'

t.test('a page has a language, a title, one heading and no script', async t => {
  const { status, headers, body } = pageAnswer('Pay <1>', html`<p>${'a & b'}</p>`)
  t.equal(status, 200)
  t.match(headers['content-security-policy'], /default-src 'none'/)
  t.match(body, /^<!doctype html>\n<html lang="en">/)
  t.match(body, /<title>Pay &lt;1&gt;<\/title>/)
  t.match(body, /<h1>Pay &lt;1&gt;<\/h1>\n<p>a &amp; b<\/p>/)
  t.notMatch(body, /<script|<style| style=| on\w+=/)
  t.match(style, /min-height: 2.75rem/)
  t.equal(pageAnswer('Gone', '', 410).status, 410)
})

t.test('each button is a form of its own', async t => {
  const row = buttonRow([
    { action: '/pay/stripe/1/pay', text: 'Pay', isMain: true },
    { action: '/pay/stripe/1/cancel', text: 'Cancel' },
  ])
  t.equal(
    String(row),
    `<div class="buttons">
<form method="post" action="/pay/stripe/1/pay"><button class="main">Pay</button></form>
<form method="post" action="/pay/stripe/1/cancel"><button>Cancel</button></form>
</div>`,
  )
})

t.strictSame(
  redirectAnswer('http://127.0.0.1:3080/'),
  { status: 303, headers: { location: 'http://127.0.0.1:3080/', 'cache-control': 'no-store' }, body: '' },
  'a form leads to another page',
)
