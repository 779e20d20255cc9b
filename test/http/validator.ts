import t from 'tap'
import Type from 'typebox'
import { compileCheck, compileSchema, faultsOf } from '../../hooks/http/validator.ts'
import { apiVersion } from '../../hooks/schema/crd/kind.ts'
import { OrderSpec } from '../../hooks/schema/order/order-spec.ts'
import { frozen } from '../fixtures/requests.ts'

const Child = Type.Object({ kind: Type.String(), quantity: Type.Optional(Type.Integer({ default: 1 })) })
const Response = Type.Object({ children: Type.Array(Child) }, { additionalProperties: false })

t.test('validation changes nothing: no value is coerced, removed or defaulted', async t => {
  const fits = compileSchema(Response)
  t.equal(fits(frozen({ children: [{ kind: 'Ticket', unknown: true }] })), true, 'an unknown field in an open schema')
  t.equal(fits(frozen({ children: [{ kind: 'Ticket', quantity: '1' }] })), false, 'a number in quotes')
  t.equal(fits(frozen({ children: [], extra: 1 })), false, 'an unknown field in a closed schema')
})

t.test('a fault is named with its place', async t => {
  const table: [value: unknown, faults: string][] = [
    [{ children: [{}] }, "response/children/0 must have required property 'kind'"],
    [{ children: [null] }, 'response/children/0 must be object'],
    [{ children: [{ kind: 'Ticket', quantity: '1' }] }, 'response/children/0/quantity must be integer'],
    [{ children: [{ kind: 'Ticket', quantity: Number.NaN }] }, 'response/children/0/quantity must be integer'],
    [{}, "response must have required property 'children'"],
    [{ children: [], extra: 1 }, 'response must NOT have additional properties'],
    [undefined, 'response must be object'],
  ]
  const fits = compileSchema(Response)
  for (const [value, faults] of table) {
    t.equal(fits(value), false, faults)
    t.equal(faultsOf(fits, 'response'), faults)
  }
})

t.test('a check does the same in one call', async t => {
  const check = compileCheck(Response, 'response')
  t.equal(check({ children: [] }), undefined)
  t.equal(check({}), "response must have required property 'children'")
})

t.test('the schema of a kind compiles with the rules and formats that only the API server checks', async t => {
  const fits = compileSchema(Type.Object({ apiVersion: Type.String(), spec: OrderSpec }))
  const order = (spec: object) => ({ apiVersion, spec: { planRef: 'plan', price: 29.9, quantity: 1, ...spec } })
  t.equal(fits(order({ date: '2019-01-01T08:00:00Z' })), true)
  t.equal(fits(order({ date: 'any day' })), true, 'the API server has checked the date already')
  t.equal(fits(order({ quantity: '10' })), false)
  t.equal(faultsOf(fits, 'body'), 'body/spec/quantity must be integer')
})
