import t from 'tap'
import { conference, end, plan } from '../../../local/demo/conference-story.ts'
import { checkSections } from '../../fixtures/demo/check-sections.ts'

checkSections(
  t,
  [conference, plan, end],
  ['1. A conference and its namespace', '2. A plan', '8. The end of a conference'],
)
