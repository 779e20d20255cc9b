import t from 'tap'
import { buyerSchedules } from '../fixtures/comparison/buyer-schedules.ts'
import { startObserver } from '../fixtures/comparison/observer.ts'
import { organizerSchedules } from '../fixtures/comparison/organizer-schedules.ts'
import { play } from '../fixtures/comparison/player.ts'
import { realBackend } from '../fixtures/comparison/real-backend.ts'
import { simulatedBackend } from '../fixtures/comparison/simulated-backend.ts'
import { startTestSystem } from '../fixtures/system.ts'
import { withoutPolicies } from '../fixtures/without-policies.ts'

const schedules = [...buyerSchedules, ...organizerSchedules]
t.equal(schedules.length, 20)

const system = await startTestSystem(t)
await withoutPolicies(system)
const observer = await startObserver(system)
const end = new AbortController()
t.teardown(() => {
  end.abort()
  return observer.stop()
})

// All at once: each has a conference of its own.
t.jobs = schedules.length
for (const schedule of schedules) {
  t.test(`"${schedule.name}" comes to the same in the simulation and in reality, after every step`, async t => {
    const around = { namespace: schedule.name, observer, signal: end.signal }
    const real = await play(schedule, await realBackend(system, around))
    t.equal(real, await play(schedule, simulatedBackend()))
  })
}
