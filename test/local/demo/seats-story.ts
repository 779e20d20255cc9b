import t from 'tap'
import { seats } from '../../../local/demo/seats-story.ts'
import { checkSections } from '../../fixtures/demo/check-sections.ts'

checkSections(t, [seats], ['9. Seats'])
