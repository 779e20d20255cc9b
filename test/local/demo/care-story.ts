import t from 'tap'
import { attendee, limits } from '../../../local/demo/care-story.ts'

// What its commands really print is shown by test/local/demo/demo.ts, on a real API server.
const sections = [attendee, limits]

t.strictSame(
  sections.map(({ title }) => title),
  ['6b. The attendee', '7. Limits'],
)
t.ok(
  sections.every(({ says, steps }) => says.endsWith('.') && steps.length > 0),
  'each section says what it is about and does something',
)
t.notOk(
  sections.some(({ steps }) => steps.some(({ command }) => command.includes('sleep'))),
  'no step sleeps',
)
