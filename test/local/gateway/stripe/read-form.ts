import t from 'tap'
import { readForm, textAt, textsAt } from '../../../../local/gateway/stripe/read-form.ts'

t.test('brackets are objects and lists', async t => {
  const form = readForm(
    'mode=payment&line_items[0][price_data][currency]=eur&expand[0]=a&expand[1]=b&m[x]=1&m[x][y]=2&__proto__[z]=1',
  )
  t.equal(textAt(form, 'line_items', '0', 'price_data', 'currency'), 'eur')
  t.strictSame(textsAt(form, 'expand'), { 0: 'a', 1: 'b' })
  t.strictSame(textsAt(form, 'm'), {}, 'what is no text is left out')
  t.strictSame(
    [textAt(form, 'line_items'), textAt(form, 'none', 'deep'), textAt(form, 'mode')],
    [undefined, undefined, 'payment'],
  )
  t.strictSame([textsAt(form, 'mode'), textsAt(form, 'none')], [{}, {}])
  t.equal(Reflect.get({}, 'z'), undefined)
  t.strictSame(textsAt(readForm('=x'), ''), {})
})
