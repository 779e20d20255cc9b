import t from 'tap'
import { anOrder, aTicket } from '../../../fixtures/objects.ts'
import { fakeShop } from '../../../fixtures/shop/fake-shop.ts'
import { orderPathOf, testShop } from '../../../fixtures/shop/server.ts'

const order = anOrder({ quantity: 2, status: { payment: 'CONFIRMED', quantity: 2 } })
const path = `${orderPathOf(order)}/names`

function soldShop() {
  const api = fakeShop(order)
  for (const name of ['order-1-1', 'order-1-2']) api.tickets.set(`conf/${name}`, aTicket({ name }))
  api.tickets.set('conf/other', aTicket({ name: 'other', orderRef: 'order-2' }))
  return api
}

t.test('names are written on the tickets of the order, and on no other', async t => {
  const { post, api } = await testShop(t, { api: soldShop() })
  const { statusCode, headers } = await post(path, {
    'order-1-1.firstname': 'Ada',
    'order-1-1.lastname': 'Lovelace',
    'order-1-2.firstname': '',
    'order-1-2.lastname': '',
    'other.firstname': 'Eve',
    'other.lastname': 'Eve',
  })
  t.strictSame([statusCode, headers.location], [303, `${orderPathOf(order)}?said=names`])
  const attendees = [...api.tickets.values()].map(({ metadata, spec }) => [metadata.name, spec.attendee])
  t.strictSame(attendees, [
    ['order-1-1', { firstname: 'Ada', lastname: 'Lovelace' }],
    ['order-1-2', undefined],
    ['other', undefined],
  ])
  t.strictSame(api.calls, ['getOrder', 'listTickets', 'nameAttendee'])
  await post(path, { 'order-1-1.firstname': '', 'order-1-1.lastname': '' })
  t.equal(api.tickets.get('conf/order-1-1')?.spec.attendee, undefined)
})

t.test('half a name comes back with its fault, and nothing is written', async t => {
  const { post, api } = await testShop(t, { api: soldShop() })
  const names = {
    'order-1-1.firstname': '<Ada>',
    'order-1-1.lastname': '',
    'order-1-2.firstname': 'Bob',
    'order-1-2.lastname': 'B',
  }
  const { statusCode, body } = await post(path, names)
  t.equal(statusCode, 422)
  t.match(body, 'value="&lt;Ada&gt;"')
  t.notOk(api.calls.includes('nameAttendee'))
})

t.test('a ticket that was deleted meanwhile needs no name', async t => {
  const { post, api } = await testShop(t, { api: soldShop() })
  api.before = call => {
    if (call === 'nameAttendee') api.tickets.clear()
  }
  t.equal((await post(path, { 'order-1-1.firstname': 'Ada', 'order-1-1.lastname': 'L' })).statusCode, 303)
})

t.test('the longest names of a hundred tickets are read', async t => {
  const { post, api } = await testShop(t, { api: soldShop() })
  const long = '😀'.repeat(100)
  const names = Array.from({ length: 100 }, (_, index) => [`order-1-${index}.firstname`, long])
  const fields = [
    ...names,
    ...names.map(([name = ''], index) => [`${name.replace('first', 'last')}`, index < 3 ? long : long]),
  ]
  t.equal((await post(path, Object.fromEntries(fields))).statusCode, 303)
  t.match(api.tickets.get('conf/order-1-2')?.spec.attendee, { firstname: long, lastname: long })
})
