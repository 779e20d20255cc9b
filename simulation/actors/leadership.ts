import type { Choices } from '../schedule/choices.ts'
import { focusOf } from '../schedule/focus.ts'
import type { Simulation } from '../simulation.ts'
import type { BoxOffice } from './box-office.ts'

/**
 * Changes the leader: wakes a paused box office, pauses the one that leads, or lets another one lead. The former leader
 * knows it, or is paused in the middle of its work and learns it later.
 */
export function handOver(simulation: Simulation, choices: Choices): boolean {
  const { offices, world, faults, tell } = simulation
  const paused = offices.find(office => office.isPaused())
  if (paused !== undefined) return wake(paused, { simulation, choices })
  const [next, ...others] = offices.filter(office => !office.isLeading())
  const leader = choices.pick(offices.filter(office => office.isLeading()))
  if (leader === undefined) return false
  if (next === undefined || world.offices.leaders > 1 || others.length > 0)
    return pause(leader, { simulation, choices })
  faults['hand-overs'] += 1
  tell(`${next.name} leads instead of ${leader.name}`)
  next.lead(true)
  if (choices.chance(70)) return pause(leader, { simulation, choices })
  leader.lead(false)
  return true
}

/** Pauses a box office, mostly right after a decision: only a leader with unsent writes can do harm when it continues. */
function pause(office: BoxOffice, { simulation, choices }: { simulation: Simulation; choices: Choices }): boolean {
  const { faults, tell } = simulation
  if (choices.chance(80)) office.decideNow()
  tell(`${office.name} is paused`)
  if (office.pendingFlights().some(flight => !flight.isSent())) faults['leaders paused between writes'] += 1
  office.pause(true)
  return true
}

/** Wakes a paused box office. It sends some decided writes before it checks the time and learns that another one leads. */
function wake(office: BoxOffice, { simulation, choices }: { simulation: Simulation; choices: Choices }): boolean {
  const { offices, world, clock, faults, tell } = simulation
  tell(`${office.name} continues`)
  office.pause(false)
  // The clock may have jumped: writes that are older than any write can be under way are dropped.
  office.giveUp(clock.now - focusOf(world.focus).lagMs)
  const isFormer = world.offices.leaders === 1 && offices.some(other => other !== office && other.isLeading())
  if (!isFormer) return true
  while (choices.chance(75) && office.sendOne(choices)) faults['writes of a former leader'] += 1
  office.lead(false)
  return true
}

/** Wakes box offices before their pause gets longer than a write can be under way. */
export function wakeInTime(simulation: Simulation, choices: Choices): void {
  const { offices, clock, world } = simulation
  for (const office of offices) {
    if (office.isPaused() && office.pausedAt() < clock.now - focusOf(world.focus).lagMs / 2)
      wake(office, { simulation, choices })
  }
}
