import t from 'tap'
import { formatJson } from '../../../hooks/report/format/json.ts'

const columns = { order: 'text', tickets: 'number', paid: 'number' } as const

t.test('an empty report is an empty array', async t => {
  t.equal([...formatJson({ columns, rows: [] })].join(''), '[]\n')
})

t.test('each row is an object with every column, on a line of its own', async t => {
  const rows = [
    { order: 'ada', tickets: 1, paid: '-10.00' },
    { order: '=1', tickets: 0, paid: undefined },
  ]
  const text = [...formatJson({ columns, rows })].join('')
  t.equal(text, '[\n{"order":"ada","tickets":1,"paid":"-10.00"},\n{"order":"=1","tickets":0,"paid":null}\n]\n')
  t.strictSame(JSON.parse(text)[1], { order: '=1', tickets: 0, paid: null })
})
