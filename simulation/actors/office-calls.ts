import type { ConferenceOffice } from '../../hooks/box-office/conference/conference-office.ts'
import type { Outcome } from '../../hooks/box-office/conference/outcomes.ts'
import { reservationObject, type Write } from '../../hooks/box-office/objects/reservation-object.ts'
import { KubeError } from '../../hooks/kube/api.ts'
import type { Order } from '../../hooks/schema/order/order.ts'
import type { Reservation } from '../../hooks/schema/reservation.ts'
import type { Choices } from '../schedule/choices.ts'
import { callOverNetwork, type Faults } from '../schedule/faults.ts'
import { type ApiServer, namespace } from '../server/api-server.ts'
import type { LateWrite } from './late-write.ts'

/** A write of the box office, from its decision until its outcome is known or its sender stops waiting. */
export interface Flight {
  write: Write
  decidedAt: number
  about(): string
  isSent(): boolean
  /** Sends the write, or delivers its reply. */
  step(choices: Choices, conference: ConferenceOffice): void
  /** Whether the API server refused the write, and its process waits before it decides again. */
  isHeldBack(): boolean
  /** Drops the unsent write, because its process may not write any more. */
  drop(conference: ConferenceOffice): void
  /** Stops waiting for the reply. */
  giveUp(conference: ConferenceOffice): void
  /** The process stops: an unsent write is lost, or leaves at that very moment. */
  leave(choices: Choices): void
}

interface FlightAround {
  api: ApiServer
  faults: Faults
  now(): number
  /** The clock of its process, in milliseconds since 1970. */
  clock(): number
  adrift: LateWrite[]
  /** Called after the conference has noted the outcome, which may be 'unknown'. */
  onSettled(write: Write, outcome: Outcome): void
  /** Called after the API server has refused a write that is taken back later. */
  onHeldBack(): void
  /** The flights of its process. */
  sentFrom: Set<Flight>
}

/** The percentage of writes that arrive after their sender stopped waiting. */
const latePercent = 2
/** The percentage of writes that a quota or a policy refuses (403). */
const heldBackPercent = 2

export function createFlight(write: Write, around: FlightAround): Flight {
  const { api, faults, adrift, sentFrom } = around
  const decidedAt = around.now()
  const what = `${write.base === undefined ? 'create' : 'replace'} Reservation ${write.name}`
  let outcome: Outcome | undefined
  let isHeldBack = false

  const carryOut = () => writeReservation(write, api)
  const setAdrift = () => {
    faults['writes that arrive late'] += 1
    adrift.push({ about: what, decidedAt, arrive: () => void outcomeOf(carryOut) })
  }
  const settle = (conference: ConferenceOffice, known: Outcome) => {
    sentFrom.delete(flight)
    conference.settle(write, known, around.clock())
    around.onSettled(write, known)
  }
  const flight: Flight = {
    write,
    decidedAt,
    about: () => (outcome === undefined ? `sends: ${what}` : `${isHeldBack ? 'takes back' : 'hears'}: ${what}`),
    isSent: () => outcome !== undefined,
    isHeldBack: () => isHeldBack,
    step(choices, conference) {
      if (outcome !== undefined) return settle(conference, outcome)
      if (choices.chance(heldBackPercent)) {
        faults['writes held back (403)'] += 1
        outcome = 'refused'
        isHeldBack = true
        conference.holdBack(write, around.clock())
        return around.onHeldBack()
      }
      if (choices.chance(latePercent)) {
        setAdrift()
        outcome = 'unknown'
      } else outcome = outcomeOf(() => callOverNetwork({ choices, faults }, carryOut))
      // The watch may show the write before its reply arrives.
      if (choices.chance(70)) settle(conference, outcome)
    },
    drop: conference => settle(conference, 'refused'),
    giveUp: conference => settle(conference, outcome === undefined || isHeldBack ? 'refused' : 'unknown'),
    leave(choices) {
      if (outcome === undefined && choices.chance(30)) setAdrift()
      if (outcome === undefined) faults['box office crashes between writes'] += 1
    },
  }
  return flight
}

function writeReservation(write: Write, api: ApiServer): Reservation {
  const object = reservationObject(write, namespace)
  return write.base === undefined
    ? api.create('Reservation', object)
    : api.replace('Reservation', object as unknown as Reservation)
}

function outcomeOf(call: () => Reservation): Outcome {
  try {
    return { stored: call() }
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    return error.code === undefined || error.code >= 500 ? 'unknown' : 'refused'
  }
}

/** A GET of the box office, for the outcome of a write or the existence of an order. */
export interface Ask {
  key: string
  about(): string
  /** Sends the request or delivers the reply. Returns whether the reply has arrived. */
  step(choices: Choices): boolean
}

interface AskAround {
  api: { get(kind: 'Reservation' | 'Order', name: string): Reservation | Order | undefined }
  faults: Faults
  /** The clock of its process, in milliseconds since 1970. */
  clock(): number
  conference: ConferenceOffice
  onAnswer(found: Reservation | Order | undefined): void
}

type Question = { kind: 'Reservation'; name: string } | { kind: 'Order'; name: string; uid: string }

export function createAsk(question: Question, { api, faults, clock, conference, onAnswer }: AskAround): Ask {
  const { kind, name } = question
  let answer: { object: Reservation | Order | undefined } | undefined
  const hear = ({ object }: { object: Reservation | Order | undefined }) => {
    if (question.kind === 'Reservation') conference.resolve(name, object as Reservation | undefined, clock())
    else if (object?.metadata.uid === question.uid) conference.noteFoundOrder(question, clock())
    else {
      faults['orders that a GET did not find'] += 1
      conference.noteMissingOrder(question, clock())
    }
    onAnswer(object)
    return true
  }
  return {
    key: `${kind} ${name}`,
    about: () => `${answer === undefined ? 'reads' : 'receives'} ${kind} ${name}`,
    step(choices) {
      if (answer !== undefined) return hear(answer)
      try {
        const object = callOverNetwork({ choices, faults }, () => api.get(kind, name))
        if (!choices.chance(70)) answer = { object }
        else return hear({ object })
      } catch (error) {
        // The next step sends the request again.
        if (!(error instanceof KubeError)) throw error
      }
      return false
    },
  }
}
