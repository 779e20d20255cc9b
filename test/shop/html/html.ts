import t from 'tap'
import { type Attributes, type Content, constantHtml, Html, html, renderHtml } from '../../../hooks/shop/html/html.ts'
import { fc } from '../../fixtures/properties.ts'
import { readHtml } from '../../fixtures/shop/read-html.ts'

t.equal(
  renderHtml(html`<p title="${'"a" & b'}">${'<b>'} ${1} ${undefined}${null}${false}${html`<i>${'&'}</i>`}</p>`),
  '<p title="&quot;a&quot; &amp; b">&lt;b&gt; 1 <i>&amp;</i></p>',
  'texts are escaped, nested HTML is not escaped twice, and nothing is written for nothing',
)
t.equal(
  renderHtml(html`<ul>${['<a>', [html`<li>${'b'}</li>`, 2]]}</ul>`),
  '<ul>&lt;a&gt;<li>b</li>2</ul>',
  'lists are written one after the other',
)
t.equal(
  renderHtml(html`<input type="text"${{ required: true, hidden: false, value: '"', min: 0, id: undefined }}>`),
  '<input type="text" required value="&quot;" min="0">',
  'an object of attributes is written between the others',
)
t.equal(
  renderHtml(html`<a href="${'javascript:alert(1)'}"${{ href: '//evil.example' }}>${constantHtml('<svg></svg>')}</a>`),
  '<a href="#" href="#"><svg></svg></a>',
  'an unsafe address leads nowhere, and a constant is written as it is',
)

t.equal(
  renderHtml(html`<a href="#${'top'}">${'a'}</a>`),
  '<a href="#top">a</a>',
  'an address may begin with a constant',
)

t.test('a mistake of the author of a page is refused', async t => {
  const inTag = (value: Content | Attributes) => () => html`<p ${value}>`
  const between = { message: 'Cannot use a value between attributes: it must be an object of attributes' }
  for (const value of ['text', null, html`<b>`, []]) t.throws(inTag(value), between)
  t.throws(inTag({ onclick: 'x' }), { message: 'Cannot use the attribute "onclick": it must be a plain name' })
  t.throws(inTag({ 'a b': 'x' }), { message: 'Cannot use the attribute "a b": it must be a plain name' })
  t.throws(() => html`<p title="${html`<b>`}">`, {
    message: 'Cannot use a value in the attribute "title": it must be a text or a number',
  })
  t.throws(() => Reflect.construct(Html, [Symbol('html'), '<b>']), {
    message: 'Cannot use new Html(…): html`…` or constantHtml must create it',
  })
})

t.test('no text changes the tags of a page, and a browser reads every text as it was', async t => {
  const plain = fc.string({ unit: 'grapheme-composite' }).filter(text => !/\p{Cc}/u.test(text))
  fc.assert(
    fc.property(plain, plain, plain, (title, label, text) => {
      const page = readHtml(
        renderHtml(html`<p title="${title}"${{ 'aria-label': label }}>:${text}${[text, html`<b>:${text}</b>`]}</p>`),
      )
      const tags = [
        { name: 'p', attributes: { title, 'aria-label': label } },
        { name: 'b', attributes: {} },
        { name: '/b', attributes: {} },
        { name: '/p', attributes: {} },
      ]
      return JSON.stringify(page) === JSON.stringify({ tags, texts: [`:${text}${text}`, `:${text}`] })
    }),
  )
  t.pass('for any texts')
})
