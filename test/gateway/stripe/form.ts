import t from 'tap'
import { encodeForm } from '../../../hooks/gateway/stripe/form.ts'

t.equal(
  decodeURIComponent(encodeForm({ a: 1, b: { c: [true, { d: 'ü' }], e: undefined }, f: undefined })),
  'a=1&b[c][0]=true&b[c][1][d]=ü',
  'objects and lists are written with brackets, and undefined is left out',
)
t.equal(encodeForm({}), '')
t.equal(encodeForm({ name: '1 & 2 = +' }), 'name=1+%26+2+%3D+%2B', 'values are escaped')
