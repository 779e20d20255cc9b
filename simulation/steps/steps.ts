import { letBuyerAct } from '../actors/buyers.ts'
import { handOver } from '../actors/leadership.ts'
import { letOrganizerAct } from '../actors/organizers.ts'
import { type Choices, choicesFrom } from '../schedule/choices.ts'
import { focusOf, type StepName } from '../schedule/focus.ts'
import type { Consumer } from '../server/consumer.ts'
import type { Simulation } from '../simulation.ts'
import { disturbCashier, letBuyerPay, moveMoney, postWebhook, showCashiers, workCashiers } from '../till/till-steps.ts'
import { collectSome, endNamespace } from './garbage-step.ts'
import { letGatewayPost } from './gateway-step.ts'
import { crashOffice, loseWatch, workOffices } from './office-steps.ts'
import { raceOffices } from './race-step.ts'
import { changeMark } from './restore-step.ts'
import { catchUp, deliverSome, moveClock, restartEngine } from './time-steps.ts'

/** Takes one step of a schedule. The number determines everything in it. */
export async function takeStep(simulation: Simulation, number: number): Promise<void> {
  const choices = choicesFrom(number)
  simulation.clock.now += choices.integerBelow(300)
  catchUp(simulation, choices)
  const kind = choices.pickWeighted(focusOf(simulation.world.focus).steps)
  if (await runStep(kind, simulation, choices)) return
  // If this kind of step has nothing to do, another one is taken, so that every step counts.
  if (!(workOffices(simulation, choices) || advanceEngine(simulation, choices) || deliverSome(simulation, choices)))
    tellSentence(simulation, letBuyerAct(simulation.market, choices))
}

async function runStep(kind: StepName, simulation: Simulation, choices: Choices): Promise<boolean> {
  switch (kind) {
    case 'engine':
      return advanceEngine(simulation, choices)
    case 'box office':
      return workOffices(simulation, choices)
    case 'events':
      return deliverSome(simulation, choices)
    case 'endpoint':
      return answerCall(simulation, choices)
    case 'buyer':
      return tellSentence(simulation, letBuyerAct(simulation.market, choices))
    case 'gateway':
      return letGatewayPost(simulation, choices)
    case 'organizer':
      return tellSentence(simulation, letOrganizerAct(simulation.market, choices))
    case 'clock':
      return moveClock(simulation, choices)
    case 'crash':
      return restartEngine(simulation, choices)
    case 'box office crash':
      return crashOffice(simulation, choices)
    case 'race':
      return raceOffices(simulation, choices)
    case 'handover':
      return handOver(simulation, choices)
    case 'gap':
      return loseWatch(simulation, choices)
    case 'endpoint crash':
      return crashEndpoint(simulation, choices)
    case 'garbage':
      return collectSome(simulation, choices)
    case 'mark':
      return changeMark(simulation)
    case 'end':
      return endNamespace(simulation)
    case 'cashier':
      return workCashiers(simulation, choices)
    case 'cashier events':
      return showCashiers(simulation, choices)
    case 'cashier crash':
      return disturbCashier(simulation, choices)
    case 'payer':
      return letBuyerPay(simulation, choices)
    case 'webhook':
      return postWebhook(simulation, choices)
    case 'money moves':
      return moveMoney(simulation, choices)
  }
}

function tellSentence({ tell }: Simulation, sentence: string | undefined): boolean {
  if (sentence !== undefined) tell(sentence)
  return sentence !== undefined
}

/** An engine continues one of its syncs, by one call or to its end. Returns whether there was one. */
export function advanceEngine(simulation: Simulation, choices: Choices): boolean {
  const busy: { consumer: Consumer; key: string; starts: boolean }[] = []
  for (const consumer of simulation.engines) {
    for (const key of consumer.runningKeys()) busy.push({ consumer, key, starts: false })
    for (const key of consumer.waitingKeys()) busy.push({ consumer, key, starts: true })
  }
  const next = choices.pick(busy)
  if (next === undefined) return false
  const { consumer, key, starts } = next
  if (starts) begin(simulation, consumer, key)
  const whole = choices.chance(60)
  do {
    const about = consumer.step(key, choices)
    simulation.tell(`${consumer.name}, ${key}: ${about === undefined ? 'done' : `next: ${about}`}`)
    if (about === undefined) return true
  } while (whole)
  return true
}

function begin({ engines, faults }: Simulation, consumer: Consumer, key: string): void {
  const { parent } = consumer.controller
  const others = engines.flat().filter(other => other !== consumer && other.controller.parent === parent)
  if (others.some(other => other.runningKeys().includes(key))) faults['two replicas at one parent'] += 1
  consumer.start(key)
}

async function answerCall({ endpoint, tell }: Simulation, choices: Choices): Promise<boolean> {
  const pending = endpoint.pendingCalls()
  if (pending.length === 0) return false
  const index = choices.integerBelow(pending.length)
  tell(`endpoint ${pending[index]}`)
  await endpoint.answer(index, choices)
  return true
}

function crashEndpoint({ endpoint, faults, tell }: Simulation, choices: Choices): boolean {
  if (endpoint.pendingCalls().length === 0) return false
  const replica = choices.integerBelow(2)
  faults['endpoint crashes'] += 1
  tell(`endpoint replica ${replica} stops`)
  endpoint.crash(replica)
  return true
}
