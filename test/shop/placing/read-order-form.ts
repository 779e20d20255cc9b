import t from 'tap'
import { BuyerSpec } from '../../../hooks/schema/buyer.ts'
import { readOrderForm } from '../../../hooks/shop/placing/read-order-form.ts'
import { fc } from '../../fixtures/properties.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const fields = {
  plan: 'standard',
  quantity: '2',
  coupon: '',
  firstname: 'Ada',
  lastname: 'Lovelace',
  email: 'ada@example.org',
  token: 'token',
  'price.standard': '29.90 EUR',
}
const { token: _, 'price.standard': __, ...values } = fields

t.test('a form without a fault is a request', async t => {
  const request = {
    plan: 'standard',
    quantity: 2,
    firstname: 'Ada',
    lastname: 'Lovelace',
    email: 'ada@example.org',
    token: 'token',
    shownPrice: '29.90 EUR',
  }
  t.strictSame(readOrderForm(fields), { values, request })
  t.strictSame(readOrderForm({ ...fields, coupon: ' Early.10 ', 'price.standard': [] }), {
    values: { ...values, coupon: 'early.10' },
    request: { ...request, coupon: 'early.10', shownPrice: '' },
  })
})

t.test('each field has its faults', async t => {
  const long = 'x'.repeat(101)
  const table: [field: string, text: string, fault: object | undefined][] = [
    ['plan', '', { problem: 'missing' }],
    ['plan', 'No Plan', { problem: 'invalid' }],
    ['plan', 'x'.repeat(56), { problem: 'invalid' }],
    ['quantity', '', { problem: 'missing' }],
    ['quantity', '0', { problem: 'tooFew', limit: 100 }],
    ['quantity', '1.5', { problem: 'invalid' }],
    ['quantity', '-1', { problem: 'tooFew', limit: 100 }],
    ['quantity', '-', { problem: 'invalid' }],
    ['quantity', '1e1', { problem: 'invalid' }],
    ['quantity', '101', { problem: 'tooMany', limit: 100 }],
    ['quantity', '100', undefined],
    ['coupon', 'a_b', { problem: 'invalid' }],
    ['coupon', 'x'.repeat(254), { problem: 'invalid' }],
    ['firstname', ' ', { problem: 'missing' }],
    ['firstname', long, { problem: 'tooLong', limit: 100 }],
    ['firstname', '😀'.repeat(100), undefined],
    ['lastname', long, { problem: 'tooLong', limit: 100 }],
    ['email', '', { problem: 'missing' }],
    ['email', 'ada', { problem: 'invalid' }],
    ['email', 'ada@localhost', { problem: 'invalid' }],
    ['email', 'ada@example.', { problem: 'invalid' }],
    ['email', 'ada@.org', { problem: 'invalid' }],
    ['email', 'ada@mail.example.org', undefined],
    ['email', 'a b@example.org', { problem: 'invalid' }],
    ['email', 'a@b@example.org', { problem: 'invalid' }],
    ['email', 'a@example.org\r\nbcc: b@example.org', { problem: 'invalid' }],
    ['email', `${'x'.repeat(243)}@example.org`, { problem: 'tooLong', limit: 254 }],
  ]
  for (const [field, text, fault] of table) {
    const read = readOrderForm({ ...fields, [field]: text })
    t.strictSame('faults' in read ? read.faults : undefined, fault && [{ field, ...fault }], `${field} ${text}`)
  }
})

t.test('an empty form has a fault for each field that is needed', async t => {
  const faults = ['plan', 'quantity', 'firstname', 'lastname', 'email'].map(field => ({ field, problem: 'missing' }))
  const empty = { plan: '', quantity: '', coupon: '', firstname: '', lastname: '', email: '' }
  t.strictSame(readOrderForm({}), { values: empty, faults })
})

t.test('a form that comes back shows no endless text', async t => {
  t.equal(readOrderForm({ ...fields, email: 'x'.repeat(10_000) }).values.email?.length, 300)
})

t.test('the schema of a buyer accepts every request', async t => {
  const text = fc.string({ unit: 'binary', maxLength: 110 })
  const email = fc.oneof(
    text,
    fc.tuple(text, text).map(halves => halves.join('@')),
    fc.tuple(text, text).map(([name, host]) => `${name}@${host}.org`),
  )
  let requests = 0
  fc.assert(
    fc.property(text, text, email, (firstname, lastname, email) => {
      const read = readOrderForm({ ...fields, firstname, lastname, email })
      if ('faults' in read) return
      requests += 1
      const { request } = read
      const spec = { orderRef: 'web-1', firstname: request.firstname, lastname: request.lastname, email: request.email }
      t.equal(misfit(BuyerSpec, spec), undefined)
    }),
    { numRuns: 300 },
  )
  t.ok(requests > 5, `${requests} requests`)
})
