import t from 'tap'
import { placesOf } from '../../../hooks/shop/html/places.ts'

/** The places of the values in a template: § stands for a value. */
function placesIn(template: string) {
  return placesOf(template.split('§'))
}

t.strictSame(
  placesIn(
    `<p CLASS="a § b" id='§' title="x='y">§ <em>§</em></p><br>§<input type="text" §><input§><script>a</script>§`,
  ),
  [
    { in: 'attribute', name: 'class', isStart: false },
    { in: 'attribute', name: 'id', isStart: true },
    { in: 'text' },
    { in: 'text' },
    { in: 'text' },
    { in: 'tag' },
    { in: 'tag' },
    { in: 'text' },
  ],
  'a value is in a text, in a quoted attribute or between attributes',
)
t.strictSame(placesIn('a > b " \' = §'), [{ in: 'text' }], 'signs in a text begin nothing')
t.strictSame(placesIn('no value'), [], 'a template without values has no places')

for (const [template, end] of [
  ['<p class=§>', '<p class='],
  ['<§>', '<'],
  ['</§>', '</'],
  ['<p class= §>', '<p class= '],
]) {
  t.throws(
    () => placesIn(template as string),
    { message: `Cannot use a value after "${end}": it must be in a text or a quoted attribute` },
    `a value in ${template} is refused`,
  )
}
t.throws(
  () => placesIn('<STYLE>a { §'),
  { message: 'Cannot use a value in an element "style": its text must be constant' },
  'a value in code is refused',
)
