import { isDeepStrictEqual } from 'node:util'
import { KubeError } from '../../../hooks/kube/api.ts'
import { timestamp } from '../../../hooks/rules/time.ts'
import type { KubeObject } from '../../../local/kubernetes/kube-object.ts'
import { formOf, type Report } from '../../../test/fixtures/cluster/shop.ts'
import { reportOf } from '../../../test/fixtures/payment/paypal.ts'
import type { Outcome } from '../../actors/endpoint.ts'
import { simulationOf } from '../../create-simulation.ts'
import { namespace } from '../../server/api-server.ts'
import { kindNames } from '../../server/stored.ts'
import type { Simulation } from '../../simulation.ts'
import { nextWake, settle } from '../../steps/calm.ts'
import type { World } from '../../world.ts'
import type { Step } from '../step.ts'
import { type Backend, refusal, type State } from './backend.ts'
import { remainingWork } from './remaining-work.ts'
import { type SimulatedConference, simulateConference } from './simulated-conference.ts'
import { simulateWrite } from './simulated-write.ts'

/** One engine, one box office, one clock, no offer yet, and no faults. A schedule may delete plans. */
const world: World = {
  focus: 'everything',
  plans: [],
  pools: [],
  coupons: [],
  currency: 'EUR',
  replicas: 1,
  offices: { processes: 1, leaders: 1 },
  upgraded: false,
  ends: false,
  marked: false,
  restarts: false,
  plansGo: true,
  skewsMs: [0, 0, 0, 0, 0, 0],
}
/** The longest wait for rest, in milliseconds: shorter than the engine's resyncPeriodSeconds, which would hide a missed event. */
const patienceMs = 60_000

/** The store, the engine, the box office and the endpoint of the simulation, without its faults. */
export function createSimulatedBackend(): Backend {
  const simulation = simulationOf(world, () => {})
  const { clock, store } = simulation
  const realm = simulateConference(() => clock.now)

  return {
    act: step => act(step, simulation, realm),
    async rest() {
      realm.sync()
      const listWork = () => {
        const conference = realm.conference() as KubeObject | undefined
        return remainingWork({ list: store.list, conference, hasNamespace: conference !== undefined }, clock.now)
      }
      await calm(simulation)
      const end = clock.now + patienceMs
      for (let things = listWork(); things.length > 0; things = listWork()) {
        if (nextWake(simulation) > end)
          throw new Error(`Cannot come to rest within 60 s: nothing must be left to do, but ${things.join('; ')}`)
        await pass(simulation, nextWake(simulation) - clock.now)
      }
    },
    async state() {
      return stateOf(simulation, realm)
    },
  }
}

async function act(step: Step, simulation: Simulation, realm: SimulatedConference): Promise<string> {
  if (step.does === 'pass a second') return pass(simulation, 1_000)
  if (step.does === 'report') return report(simulation, step.order, step.report)
  if (step.does === 'lapse') return lapse(simulation, step.order)
  try {
    simulateWrite(step, simulation, realm)
    return 'done'
  } catch (error) {
    if (error instanceof KubeError) return refusal({ code: error.code, reason: error.reason })
    throw error
  }
}

async function report(simulation: Simulation, order: string, told: Report): Promise<string> {
  const body = Buffer.from(formOf(order, told).toString())
  const outcomes: (Outcome | undefined)[] = []
  const options = { replica: 0, onEnd: (outcome: Outcome | undefined) => void outcomes.push(outcome) }
  await simulation.endpoint.post(reportOf(body, namespace), options)
  await calm(simulation)
  const [outcome] = outcomes
  if (outcome === undefined || 'defect' in outcome)
    throw new Error(`Cannot report a payment of "${order}": it must be answered, but ${outcome?.defect}`)
  return 'refusal' in outcome ? String(outcome.refusal.status) : '200'
}

/** Moves the end of a hold, as the real system does, which cannot pass the time of a hold. */
async function lapse(simulation: Simulation, order: string): Promise<string> {
  const { api, clock } = simulation
  api.patch('Reservation', order, { heldUntil: timestamp(clock.now - 28_000) })
  // The box office never moves an end to an earlier time; somebody with all rights did.
  simulation.violation = undefined
  await calm(simulation)
  return pass(simulation, 3_000)
}

async function pass(simulation: Simulation, milliseconds: number): Promise<string> {
  simulation.clock.now += milliseconds
  for (const consumer of simulation.engines) consumer.wake()
  await calm(simulation)
  return 'done'
}

async function calm(simulation: Simulation): Promise<void> {
  do {
    await settle(simulation)
    if (simulation.violation !== undefined) throw new Error(simulation.violation)
  } while (reportStatuses(simulation))
}

/** Writes the statuses of plans and pools that differ from the stored ones, as the program around a box office does. */
function reportStatuses({ api, store, offices, clock }: Simulation): boolean {
  const report = (kind: 'Plan' | 'SeatPool', statuses: ReadonlyMap<string, { status: object }>): boolean => {
    const news = [...statuses].filter(([name, { status }]) => !isDeepStrictEqual(store.get(kind, name)?.status, status))
    for (const [name, { status }] of news) api.replaceStatus(kind, { ...api.get(kind, name), status } as never)
    return news.length > 0
  }
  const reports = offices.flatMap(office => [
    report('Plan', office.conference().planStatuses(clock.now)),
    report('SeatPool', office.conference().poolStatuses(clock.now)),
  ])
  return reports.includes(true)
}

function stateOf({ store }: Simulation, realm: SimulatedConference): State {
  const logs = kindNames.flatMap(kind => [...store.log(kind)])
  const versions = logs.flatMap(({ after }) => (after === undefined ? [] : [after as KubeObject]))
  const objects = [...realm.objects(), ...kindNames.flatMap(kind => store.list(kind) as KubeObject[])]
  const uids = [...versions, ...objects].map(({ kind, metadata }): [string, string] => [
    String(metadata.uid),
    `${kind} ${metadata.name}`,
  ])
  return { objects, uids: new Map(uids), namespace }
}
