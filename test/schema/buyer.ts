import t from 'tap'
import { Buyer, BuyerSpec, buyerKind } from '../../hooks/schema/buyer.ts'
import { aBuyer } from '../fixtures/objects.ts'
import { misfit } from '../fixtures/schema/misfit.ts'

const { columns, spec, status, plural, scope } = buyerKind

t.strictSame(
  columns.map(({ name, type, jsonPath, priority }) => [name, type, jsonPath, priority]),
  [
    ['order', 'string', '.spec.orderRef', undefined],
    ['email', 'string', '.spec.email', 1],
    ['firstname', 'string', '.spec.firstname', 1],
    ['lastname', 'string', '.spec.lastname', 1],
    ['company', 'string', '.spec.company', 1],
    ['language', 'string', '.spec.language', 1],
    ['age', 'date', '.metadata.creationTimestamp', 1],
  ],
  'columns: the order, and with -o wide the person',
)
t.strictSame([plural, scope], ['buyers', 'Namespaced'], 'a buyer is beside its order')
t.strictSame([spec, status], [BuyerSpec, undefined], 'a buyer has no status: only people and the shop write it')
t.strictSame(
  BuyerSpec.required,
  ['orderRef', 'email'],
  'an order has one e-mail address; everything else may be left out',
)
const address = { lines: ['Via Roma 1', 'Scala B'], postalCode: '10121', city: 'Torino', country: 'IT' }
t.equal(
  misfit(
    Buyer,
    aBuyer({
      firstname: 'Ada',
      lastname: 'Lovelace',
      language: 'it-CH',
      company: 'Corley S.r.l.',
      address,
      vatId: 'IT09073990012',
    }),
  ),
  undefined,
  'a buyer with every field is valid',
)
t.equal(misfit(Buyer, aBuyer({ address: {} })), undefined, 'an address may have any of its parts')
t.match(misfit(Buyer, aBuyer({ email: 'ada' })), /^it\/spec\/email must match pattern/, 'an e-mail address has an @')
t.match(
  misfit(Buyer, aBuyer({ email: 'ada@example.com\r\nBcc: eve@example.com' })),
  /^it\/spec\/email must match pattern/,
  'an e-mail address cannot begin another header of a message',
)
