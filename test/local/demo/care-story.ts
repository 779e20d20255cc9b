import t from 'tap'
import { attendee, limits } from '../../../local/demo/care-story.ts'

// test/local/demo/demo.ts compares the real output of its commands, on a real API server.
const sections = [attendee, limits]

t.strictSame(
  sections.map(({ title }) => title),
  ['6b. The attendee', '7. Limits'],
)
t.ok(
  sections.every(({ says, steps }) => says.endsWith('.') && steps.length > 0),
  'each section has an introduction and steps',
)
t.notOk(
  sections.some(({ steps }) => steps.some(({ command }) => command.includes('sleep'))),
  'no step sleeps',
)
