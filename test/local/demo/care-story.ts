import t from 'tap'
import { attendee, limits } from '../../../local/demo/care-story.ts'
import { checkSections } from '../../fixtures/demo/check-sections.ts'

checkSections(t, [attendee, limits], ['6b. The attendee', '7. Limits'])
