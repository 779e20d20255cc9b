import t from 'tap'
import { createUnwrittenBook } from '../../../hooks/box-office/writing/unwritten.ts'
import { aWrite, fakeRegistry } from '../../fixtures/box-office/fake-conference.ts'

const quota = { because: 'exceeded quota', isAnswered: true }
const forbidden = { because: 'forbidden', isAnswered: true }
const silence = { because: 'no reply', isAnswered: false }

function start() {
  const clock = { at: 0, monotonic: () => clock.at }
  const { registered } = fakeRegistry()
  return { clock, book: createUnwrittenBook(clock), conf: registered('conf'), other: registered('other') }
}

t.test('unwritten reservations are listed by conference until they are written', async t => {
  const { book, conf, other } = start()
  book.remove(conf, 'a')
  const failures = [
    book.note(conf, aWrite('a'), quota),
    book.note(conf, aWrite('b', { planRef: 'vip' }), quota),
    book.note(conf, aWrite('a'), forbidden),
  ]
  t.strictSame(failures, [1, 1, 2])
  t.strictSame(book.reservationsOf(conf), [
    { name: 'a', planRef: 'plan', because: 'forbidden' },
    { name: 'b', planRef: 'vip', because: 'exceeded quota' },
  ])
  t.strictSame(book.reservationsOf(other), [])
  book.remove(conf, 'a')
  t.strictSame(
    book.reservationsOf(conf).map(({ name }) => name),
    ['b'],
  )
})

t.test('a retried reservation stays listed for 15 s, and longer only if it fails again', async t => {
  const { book, clock, conf, other } = start()
  const names = () => book.reservationsOf(conf).map(({ name }) => name)
  book.note(conf, aWrite('a'), forbidden)
  book.note(conf, aWrite('b'), forbidden)
  book.retry(conf, 'a')
  book.retry(conf, 'b')
  book.retry(conf, 'never failed')
  book.retry(other, 'a')
  clock.at = 14_999
  t.strictSame(names(), ['a', 'b'])
  t.equal(book.note(conf, aWrite('b'), forbidden), 2)
  clock.at = 15_000
  t.strictSame(names(), ['b'])
  t.equal(book.note(conf, aWrite('a'), forbidden), 1, 'it was written, or not wanted, in between')
  book.remove(conf, 'a')
  clock.at = 500_000
  t.strictSame(names(), ['b'])
})

t.test(
  'a write without a reply is listed when it fails again, since the API server may only be restarting',
  async t => {
    const { book, conf } = start()
    t.equal(book.note(conf, aWrite('a'), silence), 1)
    t.strictSame(book.reservationsOf(conf), [])
    t.equal(book.note(conf, aWrite('a'), silence), 2)
    t.strictSame(book.reservationsOf(conf), [{ name: 'a', planRef: 'plan', because: 'no reply' }])
  },
)
