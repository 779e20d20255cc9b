import type { BoxOffice } from '../actors/box-office.ts'
import type { Simulation } from '../simulation.ts'

/** Marks the namespace, or removes the mark; box offices see that late. */
export function changeMark(simulation: Simulation): boolean {
  const { marks, clock, faults, tell } = simulation
  const isRestoring = !isMarked(simulation)
  if (isRestoring) faults['restores marked'] += 1
  tell(isRestoring ? 'the namespace is marked: it is being restored' : 'the mark of the namespace is removed')
  marks.push({ isRestoring, at: clock.now })
  return true
}

export function isMarked({ marks }: Pick<Simulation, 'marks'>): boolean {
  return marks.at(-1)?.isRestoring === true
}

/** Shows a box office the next change of the mark before a time. Returns whether there was one. */
export function showMark(office: BoxOffice, { marks, tell }: Simulation, before = Number.POSITIVE_INFINITY): boolean {
  const mark = marks[office.marksSeen()]
  if (mark === undefined || mark.at >= before) return false
  tell(`${office.name} sees that the namespace is ${mark.isRestoring ? 'marked' : 'no longer marked'}`)
  office.seeMark(mark)
  return true
}
