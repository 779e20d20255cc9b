import type { Books } from '../../local/gateway/books.ts'
import type { System } from '../../local/system/system.ts'
import { acknowledgementFaults, endingFaults, listingFaults } from './ending.ts'
import { victims } from './kills.ts'
import { numberOf } from './log/invariant-numbers.ts'
import type { Violation } from './log/log-checker.ts'
import { storeUrl } from './log/store-history.ts'
import { startRecorder } from './recorder.ts'
import { type Report, reportOf, sentenceOf } from './report.ts'
import { createGateway } from './sale/gateway.ts'
import { createPatientClient } from './sale/patient-client.ts'
import { playSale } from './sale/sale.ts'
import type { Stage } from './stage.ts'
import { openPages } from './till/played-pages.ts'
import { moneyFaults, paymentNamesOf } from './till/till-ending.ts'

export interface ChaosOptions {
  orders: number
  seats: number
  /** The number of kills of each process. */
  rounds: number
  /** Whether holds end after a minute, and the run waits until none is left; otherwise they outlive the sale. */
  lapses: boolean
  /** The time limit of the run, in milliseconds. */
  limitMs: number
  /** Ends the run early. */
  signal?: AbortSignal
  log(line: string): void
}

const namespace = 'chaos'

/**
 * Plays a sale under kill -9 of each process in turn, checked revision by revision. Resolves when everything has come to
 * rest, a promise is broken, or the time limit is reached. The system must have a standby and a cashier.
 */
export async function runChaos(system: System, options: ChaosOptions): Promise<Report> {
  const { log, limitMs, rounds } = options
  const { gatewayUrl } = system
  if (gatewayUrl === undefined) throw new Error('Cannot play the sale: the system must have a cashier')
  const started = Date.now()
  const end = new AbortController()
  const fail = (error: Error) => end.abort(error)
  const timer = setTimeout(fail, limitMs, new Error(`Cannot come to rest within ${limitMs / 1000} s`))
  void system.supervisor.failed.then(fail)
  options.signal?.addEventListener('abort', () => fail(new Error('it was interrupted')))
  const onViolation = (violation: Violation) => {
    log(sentenceOf(violation))
    fail(new Error('a promise was broken'))
  }
  const recorder = await startRecorder(storeUrl(system), { namespace, onViolation })
  const first = recorder.revision()
  const { signal } = end
  const gateway = createGateway(`${system.paymentsUrl}/payment-gateway/${namespace}`, signal)
  const pages = openPages(gatewayUrl, signal)
  const stage = {
    namespace,
    client: await createPatientClient(system, { namespace, signal }),
    gateway,
    pages,
    recorder,
    signal,
  }
  const kills = Array.from({ length: rounds }, () => victims).flat()
  let gaps: number[] = []
  let books: Books | undefined
  const faults = await playSale(system, stage, { ...options, kills, onFailure: fail }).then(
    async measured => {
      gaps = measured
      books = await pages.readBooks()
      return lastFaults(stage, books)
    },
    error => {
      // The report omits faults that follow from a broken promise, or from an interruption.
      const isToBeTold = recorder.violations.length === 0 && !options.signal?.aborted
      return isToBeTold ? [`converges: ${error.message}`, ...unsettledFaults(stage)] : []
    },
  )
  clearTimeout(timer)
  end.abort(new Error('it is over'))
  await recorder.stop()
  const last = faults.map(fault => ({ sentence: `${numberOf(fault)}${fault}`, objects: [] }))
  for (const violation of last) log(sentenceOf(violation))
  return reportOf({
    engine: system.engine,
    stage,
    books,
    kills,
    gaps,
    violations: [...recorder.violations, ...last],
    revisions: recorder.revision() - first,
    durationMs: Date.now() - started,
  })
}

function unsettledFaults({ gateway, recorder: { checker } }: Stage): string[] {
  return [...acknowledgementFaults(gateway.acknowledged, checker.records), ...endingFaults(checker, Date.now())]
}

async function lastFaults({ gateway, recorder, client }: Stage, books: Books): Promise<string[]> {
  const { checker } = recorder
  return [
    ...acknowledgementFaults(gateway.acknowledged, checker.records, paymentNamesOf(books)),
    ...moneyFaults(books, checker),
    ...(await listingFaults(checker, kind => client.list(kind))),
  ]
}
