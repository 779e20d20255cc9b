import t from 'tap'
import { startObserver } from '../../../simulation/comparison/backends/observer.ts'
import { createRealBackend } from '../../../simulation/comparison/backends/real-backend.ts'
import { createSimulatedBackend } from '../../../simulation/comparison/backends/simulated-backend.ts'
import { buyerSchedules } from '../../../simulation/comparison/buyer-schedules.ts'
import { organizerSchedules } from '../../../simulation/comparison/organizer-schedules.ts'
import { playOnBackend } from '../../../simulation/comparison/player.ts'
import { salesSchedules } from '../../../simulation/comparison/sales-schedules.ts'
import { withoutPolicies } from '../../fixtures/chart/without-policies.ts'
import { startTestSystem } from '../../fixtures/cluster/system.ts'

const schedules = [...buyerSchedules, ...organizerSchedules, ...salesSchedules]
t.equal(schedules.length, 30)

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
    const real = await playOnBackend(schedule, await createRealBackend(system, around))
    t.equal(real, await playOnBackend(schedule, createSimulatedBackend()))
  })
}
