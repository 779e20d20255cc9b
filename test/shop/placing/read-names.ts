import t from 'tap'
import { Attendee } from '../../../hooks/schema/ticket.ts'
import { readNames } from '../../../hooks/shop/placing/read-names.ts'
import { aTicket } from '../../fixtures/objects.ts'
import { fc } from '../../fixtures/properties.ts'
import { misfit } from '../../fixtures/schema/misfit.ts'

const ada = { firstname: 'Ada', lastname: 'Lovelace' }
const [first, second, third] = [
  aTicket({ name: 'a-1' }),
  aTicket({ name: 'a-2', attendee: ada }),
  aTicket({ name: 'a-3' }),
]
const tickets = [first, second, third]

t.test('names that differ from the stored ones are changes', async t => {
  const fields = {
    'a-1.firstname': ' Ada ',
    'a-1.lastname': 'Lovelace',
    'a-2.firstname': 'Ada',
    'a-2.lastname': 'Byron',
  }
  t.strictSame(readNames(fields, tickets), {
    changes: [
      { ticket: first, attendee: ada },
      { ticket: second, attendee: { firstname: 'Ada', lastname: 'Byron' } },
    ],
  })
  const same = { 'a-2.firstname': 'Ada', 'a-2.lastname': 'Lovelace', 'other.firstname': 'x' }
  t.strictSame(readNames(same, tickets), { changes: [] })
})

t.test('two empty fields remove a name', async t => {
  const fields = { 'a-1.firstname': '', 'a-1.lastname': '', 'a-2.firstname': ' ', 'a-2.lastname': '' }
  t.strictSame(readNames(fields, tickets), { changes: [{ ticket: second, attendee: null }] })
})

t.test('half a name and one that is too long are faults, and nothing is changed', async t => {
  const long = 'x'.repeat(400)
  const fields = { 'a-1.firstname': 'Ada', 'a-2.firstname': long, 'a-2.lastname': 'Byron', 'a-3.firstname': '' }
  t.strictSame(readNames(fields, tickets), {
    faults: [
      { field: 'a-1.lastname', problem: 'missing' },
      { field: 'a-2.firstname', problem: 'tooLong', limit: 100 },
    ],
    values: {
      'a-1.firstname': 'Ada',
      'a-1.lastname': '',
      'a-2.firstname': long.slice(0, 300),
      'a-2.lastname': 'Byron',
      'a-3.firstname': '',
      'a-3.lastname': '',
    },
  })
})

t.test('the schema of a ticket accepts every name', async t => {
  const text = fc.string({ unit: 'binary', maxLength: 110 })
  fc.assert(
    fc.property(text, text, (firstname, lastname) => {
      const read = readNames({ 'a-1.firstname': firstname, 'a-1.lastname': lastname }, [first])
      for (const { attendee } of 'changes' in read ? read.changes : []) t.equal(misfit(Attendee, attendee), undefined)
    }),
    { numRuns: 300 },
  )
})
