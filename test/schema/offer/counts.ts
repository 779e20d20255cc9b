import t from 'tap'
import { countColumn, countField } from '../../../hooks/schema/offer/counts.ts'

t.strictSame(
  JSON.parse(JSON.stringify(countField('The number of seats.'))),
  { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: 'The number of seats.' },
  'a count is a whole number from 0 to the largest that JavaScript reads exactly',
)
t.strictSame(
  countColumn('held'),
  { name: 'held', type: 'integer', jsonPath: '.status.held', priority: 1 },
  'its column is shown with -o wide',
)
