import t from 'tap'
import { isListed, viewConference } from '../../../hooks/shop/model/view-conference.ts'
import { aConference, minuteAgo } from '../../fixtures/objects.ts'

const ready = (status: 'True' | 'False') => ({
  conditions: [{ type: 'Ready', status, reason: 'R', message: '', lastTransitionTime: minuteAgo }],
})

t.strictSame(
  [
    aConference({ status: ready('True') }),
    aConference({ status: ready('False') }),
    aConference(),
    aConference({ status: ready('True'), metadata: { deletionTimestamp: minuteAgo } }),
  ].map(isListed),
  [true, false, false, false],
  'buyers see a conference that is ready and stays',
)

const times = { startsAt: '2027-03-19T08:00:00Z', endsAt: '2027-03-20T17:00:00Z' }
const fields = {
  title: 'CloudConf',
  description: 'Clouds.',
  on_day: 'in March',
  timeZone: 'Europe/Rome',
  venue: 'Turin',
}
t.strictSame(
  viewConference(aConference({ name: 'cloudconf', ...fields, ...times })),
  {
    name: 'cloudconf',
    title: 'CloudConf',
    description: 'Clouds.',
    onDay: 'in March',
    startsAt: Date.parse(times.startsAt),
    endsAt: Date.parse(times.endsAt),
    timeZone: 'Europe/Rome',
    venue: 'Turin',
  },
  'a conference is shown with its dates and its place',
)
const unreadable = { startsAt: 'soon', timeZone: 'Europe/Atlantis', description: ' ', on_day: '' }
t.strictSame(
  viewConference(aConference({ title: 'CloudConf', ...unreadable })),
  { name: 'conf', title: 'CloudConf' },
  'times and zones that no clock knows are left out, and empty texts',
)
