import { type BoxOffice, watchedKinds } from '../actors/box-office.ts'
import type { Choices } from '../schedule/choices.ts'
import { focusOf } from '../schedule/focus.ts'
import type { Watch, WatchedKind } from '../server/watch.ts'
import type { Simulation } from '../simulation.ts'
import { showMark } from './restore-step.ts'

/** A box office does one call or decision, or all it can; or a late write arrives. Returns whether anything happened. */
export function workOffices(simulation: Simulation, choices: Choices): boolean {
  const { adrift, offices, tell } = simulation
  if (adrift.length > 0 && choices.chance(20)) {
    const [post] = adrift.splice(choices.integerBelow(adrift.length), 1)
    tell(`arrives late: ${post?.about}`)
    post?.arrive()
    return true
  }
  const office = choices.pick(offices.filter(one => one.tasks() > 0))
  if (office === undefined) return false
  const whole = choices.chance(60)
  for (let left = office.tasks(); left > 0; left = whole ? office.tasks() : 0) {
    office.act(choices.integerBelow(left), choices)
    if (simulation.violation !== undefined) break
  }
  return true
}

/** Shows the box offices every change before a time, and gives up calls from before it. Late writes from before it are lost. */
export function catchUpOffices(simulation: Simulation, of: { notBefore: number; choices: Choices }): void {
  const { adrift, offices } = simulation
  const { notBefore, choices } = of
  for (const [index, { decidedAt }] of adrift.entries()) if (decidedAt < notBefore) adrift.splice(index, 1)
  for (const office of offices) {
    if (office.isPaused()) continue
    office.giveUp(notBefore)
    if (simulation.endedAt !== undefined && simulation.endedAt < notBefore) office.seeEnd()
    while (showMark(office, simulation, notBefore)) {}
    for (const watch of office.watches()) {
      while ((watch.oldestAt() ?? Number.POSITIVE_INFINITY) < notBefore)
        deliverOne(office, { watch, simulation, choices })
    }
  }
}

/** Shows a box office some of the changes that it has not seen: all of them, or some of one kind. */
export function deliverToOffices(simulation: Simulation, choices: Choices): boolean {
  const { offices, world, tell } = simulation
  const awake = offices.filter(office => !office.isPaused() && office.watches().some(watch => watch.backlog() > 0))
  const office = choices.pick(awake)
  if (office === undefined) return showLittle(simulation, choices)
  const behind = office.watches().filter(watch => watch.backlog() > 0)
  const bits = focusOf(world.focus).chances['bit by bit']
  const all = !choices.chance(bits)
  for (const watch of all ? behind : [choices.pick(behind)]) {
    if (watch === undefined) continue
    const count = all || !choices.chance(bits) ? watch.backlog() : choices.integerBetween(1, watch.backlog())
    for (let times = 0; times < count; times += 1) deliverOne(office, { watch, simulation, choices })
    tell(`${office.name} sees ${count} of ${watch.kind}, up to #${watch.shownRevision()}`)
  }
  if (choices.chance(20)) showLittle(simulation, choices)
  return true
}

/** Shows a box office the oldest changes of one kind that it has not seen: a share of them, in percent. */
export function showOffice(
  office: BoxOffice,
  {
    simulation,
    choices,
    kind,
    percent,
  }: { simulation: Simulation; choices: Choices; kind: WatchedKind; percent: number },
): void {
  const watch = office.watches().find(one => one.kind === kind)
  if (watch === undefined) return
  const count = watch.isListing() ? watch.backlog() : Math.ceil((watch.backlog() * percent) / 100)
  for (let times = 0; times < count; times += 1) deliverOne(office, { watch, simulation, choices })
}

/** Shows a box office a bookmark, or that its namespace is being restored or deleted: no event of the sale. */
function showLittle(simulation: Simulation, choices: Choices): boolean {
  const { offices, endedAt, faults, tell } = simulation
  const office = choices.pick(offices.filter(one => !one.isPaused()))
  if (office === undefined) return false
  if (endedAt !== undefined && !office.hasSeenEnd()) {
    tell(`${office.name} sees that the namespace is being deleted`)
    office.seeEnd()
    return true
  }
  if (showMark(office, simulation)) return true
  faults.bookmarks += 1
  for (const kind of ['Reservation', 'Coupon'] as const) office.deliver(kind, 'bookmark', choices)
  return false
}

function deliverOne(
  office: BoxOffice,
  { watch, simulation, choices }: { watch: Watch<WatchedKind>; simulation: Simulation; choices: Choices },
): void {
  const { clock, faults } = simulation
  if (clock.now - (watch.oldestAt() ?? clock.now) > 1_000) faults['late events'] += 1
  if (choices.chance(3)) {
    faults['events twice'] += 1
    office.deliver(watch.kind, 'again', choices)
  }
  office.deliver(watch.kind, 'next', choices)
}

/** A process stops between two writes, and restarts with new lists. */
export function crashOffice({ world, offices, tell }: Simulation, choices: Choices): boolean {
  const office = choices.pick(offices)
  if (!world.restarts || office === undefined) return false
  tell(`${office.name} stops and restarts`)
  office.restart(choices)
  if (world.offices.leaders === 1 && offices.some(other => other !== office && other.isLeading())) office.lead(false)
  return true
}

/** A watch is too far behind, so its process lists again. */
export function loseWatch({ offices, faults, tell }: Simulation, choices: Choices): boolean {
  const office = choices.pick(offices)
  const kind = choices.pick(watchedKinds)
  const watch = office?.watches().find(one => one.kind === kind)
  if (watch === undefined) return false
  faults['watches that list again'] += 1
  tell(`${office?.name} must list ${kind} again`)
  watch.lose()
  return true
}
