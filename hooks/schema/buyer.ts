import Type, { type Static } from 'typebox'
import { ageColumn, type Kind } from './crd/kind.ts'
import { orderName } from './crd/names.ts'
import { storedObjectWithoutStatus } from './crd/object.ts'
import { atCreation } from './crd/ratchet.ts'
import { fieldOptions, languageTag, text } from './crd/structural.ts'

export const Address = Type.Object(
  {
    lines: Type.Optional(
      Type.Array(text(200, { description: 'One line, such as the street and the number of the house.' }), {
        description: 'The lines above the town.',
        maxItems: 4,
      }),
    ),
    postalCode: Type.Optional(text(20, { description: 'The postal code.' })),
    city: Type.Optional(text(100, { description: 'The town.' })),
    country: Type.Optional(
      text(2, { description: 'The ISO 3166-1 code of the country, such as IT.', pattern: '^[A-Z]{2}$' }),
    ),
  },
  fieldOptions({ description: 'The postal address.' }),
)

export const BuyerSpec = Type.Object(
  {
    orderRef: orderName({
      description: 'The name of the order, which is also the name of this object. It cannot change.',
      rules: [{ rule: 'self == oldSelf', message: 'orderRef must not change' }],
    }),
    email: text(254, {
      description: 'The e-mail address for messages about the order.',
      pattern: '^[^@\\s]+@[^@\\s]+$',
    }),
    firstname: Type.Optional(text(100, { description: 'The first name, in any script.' })),
    lastname: Type.Optional(text(100, { description: 'The last name, in any script.' })),
    language: Type.Optional(
      languageTag({ description: 'The language of messages, as a tag of BCP 47 such as de or it-CH.' }),
    ),
    company: Type.Optional(text(200, { description: 'The company that the receipt names.' })),
    address: Type.Optional(Address),
    vatId: Type.Optional(text(30, { description: 'The VAT identification number of the company, as it is written.' })),
  },
  fieldOptions({ description: 'The person or company that placed the order.' }),
)
export type BuyerSpec = Static<typeof BuyerSpec>

export const Buyer = storedObjectWithoutStatus('Buyer', BuyerSpec)
export type Buyer = Static<typeof Buyer>

// The default output of kubectl is seen on shared screens, so every personal field is a wide column.
const personalColumn = (name: string, field: string) =>
  ({ name, type: 'string', jsonPath: `.spec.${field}`, priority: 1 }) as const

export const buyerKind: Kind = {
  kind: 'Buyer',
  plural: 'buyers',
  shortName: 'byr',
  scope: 'Namespaced',
  description:
    'The person or company behind one order: personal data that no other kind has. Its deletion changes neither the order nor its tickets.',
  spec: BuyerSpec,
  rules: [
    atCreation({
      rule: 'self.metadata.name == self.spec.orderRef',
      message: 'metadata.name must be spec.orderRef: an order has one buyer',
    }),
  ],
  columns: [
    { name: 'order', type: 'string', jsonPath: '.spec.orderRef' },
    personalColumn('email', 'email'),
    personalColumn('firstname', 'firstname'),
    personalColumn('lastname', 'lastname'),
    personalColumn('company', 'company'),
    personalColumn('language', 'language'),
    ageColumn,
  ],
}
