import t from 'tap'
import { batch, trials } from '../../bench/trials.ts'

/** The reservations that the first and the last change of two batches wrote. */
function played(name: keyof typeof trials) {
  const { act, undo } = trials[name](200)
  return [1, 2].map(() => {
    const all = Array.from({ length: batch }, (_, index) => {
      return act(index).map(({ metadata, spec }) => `${metadata.name} ${spec.decision} ${spec.seats ?? spec.reason}`)
    })
    undo()
    return [all[0], all.at(-1)]
  })
}

function twice<T>(value: T): T[] {
  return [value, value]
}

t.test('a new order gets a seat, in each batch again', async t => {
  t.strictSame(played('one new order'), twice([['order-000201 Held 201'], ['order-000250 Held 250']]))
})

t.test('a payment sells a hold', async t => {
  t.strictSame(played('one payment'), twice([['order-000201 Sold 201'], ['order-000250 Sold 250']]))
})

t.test('holds lapse one by one', async t => {
  t.strictSame(played('one lapse'), twice([['order-000201 Released Expired'], ['order-000250 Released Expired']]))
})

t.test('the waitlist gets the seat of each hold that lapses', async t => {
  t.strictSame(
    played('one lapse, half of them waiting'),
    twice([
      ['order-000101 Released Expired', 'order-000151 Held 101'],
      ['order-000150 Released Expired', 'order-000200 Held 150'],
    ]),
  )
})

t.test('a change has an event of a watch for each object', async t => {
  const kindsOf = (name: keyof typeof trials) => {
    return trials[name](10)
      .events.map(text => JSON.parse(text))
      .map(({ type, object }) => `${type} ${object.kind}`)
  }
  t.strictSame(kindsOf('one new order'), ['ADDED Order', 'ADDED Reservation'])
  t.strictSame(kindsOf('one payment'), ['ADDED Payment', 'MODIFIED Reservation'])
  t.strictSame(kindsOf('one lapse'), ['MODIFIED Reservation'])
  t.strictSame(kindsOf('one lapse, half of them waiting'), ['MODIFIED Reservation', 'MODIFIED Reservation'])
})
