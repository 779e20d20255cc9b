import t from 'tap'
import { escapeText, safeAddressOf } from '../../../hooks/shop/html/escape.ts'
import { fc } from '../../fixtures/properties.ts'
import { readEntities } from '../../fixtures/shop/read-html.ts'

t.equal(
  escapeText(`<b class="x" title='y'> & \u0000\u202E\uD800`),
  '&lt;b class=&quot;x&quot; title=&#39;y&#39;&gt; &amp; \uFFFD\u202E\uFFFD',
  'characters with a meaning in HTML are written as entities, others that no page may have are replaced',
)

t.test('no escaped text contains markup, and a browser reads what was written', async t => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      const escaped = escapeText(text)
      const replaced = text.toWellFormed().replaceAll(/\p{Cc}/gu, one => (/[\t\n]/.test(one) ? one : '\uFFFD'))
      return !/[<>"']/.test(escaped) && readEntities(escaped) === replaced
    }),
  )
  t.pass('for any text')
})

t.strictSame(
  ['/a?b=c', 'https://example.com/', 'HTTP://example.com', 'mailto:a@example.com', '#top', '?lang=de', ''].map(
    safeAddressOf,
  ),
  ['/a?b=c', 'https://example.com/', 'HTTP://example.com', 'mailto:a@example.com', '#top', '?lang=de', ''],
  'addresses of the shop, the web and mail programs are kept',
)
t.strictSame(
  [
    'javascript:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'evil',
  ].map(safeAddressOf),
  ['#', '#', '#', '#', '#', '#', '#'],
  'addresses that run code or lead to another host lead nowhere',
)
