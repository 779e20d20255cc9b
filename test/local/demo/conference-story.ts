import t from 'tap'
import { conference, end, plan } from '../../../local/demo/conference-story.ts'

// What its commands really print is shown by test/local/demo/demo.ts, on a real API server.
const sections = [conference, plan, end]

t.strictSame(
  sections.map(({ title }) => title),
  ['1. A conference and its namespace', '2. A plan', '8. The end of a conference'],
)
t.ok(
  sections.every(({ says, steps }) => says.endsWith('.') && steps.length > 0),
  'each section says what it is about and does something',
)
t.notOk(
  sections.some(({ steps }) => steps.some(({ command }) => command.includes('sleep'))),
  'no step sleeps',
)
