import { wakeInTime } from '../actors/leadership.ts'
import type { Choices } from '../schedule/choices.ts'
import { focusOf } from '../schedule/focus.ts'
import type { Consumer } from '../server/consumer.ts'
import type { View } from '../server/view.ts'
import type { Simulation } from '../simulation.ts'
import { catchUpCashiers } from '../till/till-steps.ts'
import { catchUpOffices, deliverToOffices } from './office-steps.ts'

/** Moves the clock, and aborts callbacks that take too long. */
export async function moveClock(simulation: Simulation, choices: Choices): Promise<boolean> {
  const seconds = choices.pick(focusOf(simulation.world.focus).leaps) ?? 1
  simulation.tell(`${seconds} s pass`)
  simulation.clock.now += seconds * 1000
  catchUp(simulation, choices)
  await simulation.endpoint.expire()
  return true
}

/** Shows processes every change older than the lag, gives up calls older than it, and runs due timers. */
export function catchUp(simulation: Simulation, choices: Choices): void {
  const { world, clock, engines, faults, tell } = simulation
  const notBefore = clock.now - focusOf(world.focus).lagMs
  wakeInTime(simulation, choices)
  catchUpOffices(simulation, { notBefore, choices })
  catchUpCashiers(simulation, notBefore)
  for (const consumer of engines) {
    for (const view of consumer.views) {
      while ((view.oldestAt() ?? Number.POSITIVE_INFINITY) < notBefore) deliverOne(consumer, { view, choices, faults })
    }
    for (const key of consumer.runningKeys()) {
      if (consumer.startedAt(key) >= notBefore) continue
      tell(`${consumer.name} gives up ${key}`)
      faults['syncs given up'] += 1
      consumer.giveUp(key)
    }
    consumer.wake()
  }
}

/** Shows a process some of the changes that it has not seen: all of them, some of one kind, or an event twice. */
export function deliverSome(simulation: Simulation, choices: Choices): boolean {
  const first = choices.chance(50)
  const both = first ? [deliverToEngines, deliverToOffices] : [deliverToOffices, deliverToEngines]
  return both.some(deliver => deliver(simulation, choices))
}

function deliverToEngines({ world, engines, faults, clock, tell }: Simulation, choices: Choices): boolean {
  const consumer = choices.pick(engines.filter(({ views }) => views.some(view => view.backlog() > 0)))
  if (consumer === undefined) return false
  const behind = consumer.views.filter(view => view.backlog() > 0)
  const bits = focusOf(world.focus).chances['bit by bit']
  const all = !choices.chance(bits)
  const only = choices.pick(behind)
  for (const view of all ? behind : [only ?? behind[0]]) {
    if (view === undefined) continue
    const count = all || !choices.chance(bits) ? view.backlog() : choices.integerBetween(1, view.backlog())
    for (let times = 0; times < count; times += 1) {
      if (clock.now - (view.oldestAt() ?? clock.now) > 1_000) faults['late events'] += 1
      deliverOne(consumer, { view, choices, faults })
    }
    tell(`${consumer.name} sees ${count} of ${view.kind}`)
  }
  return true
}

function deliverOne(
  consumer: Consumer,
  { view, choices, faults }: { view: View; choices: Choices; faults: Simulation['faults'] },
): void {
  if (choices.chance(3)) {
    faults['events twice'] += 1
    consumer.deliver(view, 'again')
  }
  consumer.deliver(view, 'next')
}

/** Stops an engine process in the middle of its work, and restarts it from older views. */
export function restartEngine({ world, engines, faults, clock, tell }: Simulation, choices: Choices): boolean {
  const consumer = choices.pick(engines)
  if (!world.restarts || consumer === undefined) return false
  if (consumer.runningKeys().length > 0) faults['engine crashes between writes'] += 1
  const back = choices.pick([0, 0, 3, 10, 40]) ?? 0
  if (back > 0) faults['restarts from an older view'] += 1
  consumer.restart(view => view.relist(choices.integerBelow(back + 1), clock.now - focusOf(world.focus).lagMs))
  tell(`${consumer.name} restarts: ${consumer.views.map(view => `${view.kind} ${view.backlog()} behind`)}`)
  return true
}
