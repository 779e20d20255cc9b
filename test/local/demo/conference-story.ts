import t from 'tap'
import { conference, end, plan } from '../../../local/demo/conference-story.ts'

// test/local/demo/demo.ts compares the real output of its commands, on a real API server.
const sections = [conference, plan, end]

t.strictSame(
  sections.map(({ title }) => title),
  ['1. A conference and its namespace', '2. A plan', '8. The end of a conference'],
)
t.ok(
  sections.every(({ says, steps }) => says.endsWith('.') && steps.length > 0),
  'each section has an introduction and steps',
)
t.notOk(
  sections.some(({ steps }) => steps.some(({ command }) => command.includes('sleep'))),
  'no step sleeps',
)
