import { parseArgs } from 'node:util'
import type { BoxOfficeApi } from '../kube/box-office-api.ts'
import { findings } from '../rules/box-office/explain.ts'
import type { Order } from '../schema/order.ts'
import { Conference } from './conference/conference.ts'
import type { Sight } from './conference/sightings.ts'
import { explanation } from './explanation.ts'
import { isArbiter } from './leading/old-arbiter.ts'
import { createNamespaces } from './views/namespaces.ts'
import type { ObjectChecks } from './views/object-checks.ts'
import { readIdentity } from './views/object-stream.ts'

/** The text of `--help`. */
export const usage = `node hooks/explain-order.ts NAMESPACE/NAME

Reads the objects of a namespace as they are now, and prints the decision of the box office on one order, rule by rule, and
every reason why it cannot decide now. It changes nothing. The rules, in their order:

${rulesInWords()}

--help       prints this text

KUBECONFIG   path of a kubeconfig with the right to list plans, coupons, orders, payments, reservations and namespaces`

function rulesInWords(): string {
  return Object.entries(findings)
    .map(([rule, finding]) => `  ${rule.padEnd(10)} ${finding}`)
    .join('\n')
}

/** Reads live objects. A conference has the name of its namespace. */
export interface LiveObjects {
  /** The latest revision of the API server. */
  revision(conference: string, signal: AbortSignal): Promise<string>
  list(
    selection: { kind: Sight['kind'] | 'Namespace'; conference: string; revision?: string },
    signal: AbortSignal,
  ): Promise<object[]>
}

export interface ExplainOptions {
  argv: string[]
  /** Connects to the API server; called after the arguments were accepted. */
  connect(): { objects: LiveObjects; api: Pick<BoxOfficeApi, 'compositeControllers'> }
  checks: ObjectChecks
  print(line: string): void
  /** Milliseconds since 1970. */
  now(): number
  signal: AbortSignal
}

interface Named {
  namespace: string
  name: string
}

/** Explains an order, or prints the help. Throws one sentence with the next step. */
export async function runExplain(options: ExplainOptions): Promise<void> {
  const order = readOrder(options.argv)
  if (order === 'help') options.print(usage)
  else for (const line of await explain(order, options)) options.print(line)
}

function readOrder(argv: string[]): Named | 'help' {
  const { help, words } = parseArguments(argv)
  if (help) return 'help'
  const [, namespace, name] = /^([^/]+)\/([^/]+)$/.exec(words.length === 1 ? String(words[0]) : '') ?? []
  if (namespace === undefined || name === undefined) throw argumentsRefusal(argv)
  return { namespace, name }
}

function parseArguments(argv: string[]): { help: boolean; words: string[] } {
  try {
    const options = { help: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
    return { help: values.help, words: positionals }
  } catch (cause) {
    throw argumentsRefusal(argv, cause)
  }
}

function argumentsRefusal(argv: string[], cause?: unknown): Error {
  return new Error(`Cannot explain "${argv.join(' ')}": it must be NAMESPACE/NAME of an order, or --help`, { cause })
}

async function explain(order: Named, options: ExplainOptions): Promise<string[]> {
  const { namespace, name } = order
  const seen = await readConference(order, options)
  const now = options.now()
  if (!seen.orders.has(name)) {
    throw new Error(`Cannot explain order "${namespace}/${name}": it must exist`)
  }
  const steps = seen.conference.explain(name, now) ?? [
    {
      rule: 'none' as const,
      finding: 'An earlier order of this name still has a reservation; the new order waits until that is deleted',
    },
  ]
  const explained = {
    order: seen.orders.get(name) as Order,
    steps,
    plans: seen.conference.planStatuses(now),
    writes: seen.conference.decideFully(now),
  }
  return [
    `order ${namespace}/${name}`,
    ...explanation(explained),
    ...seen.hindrances.map(hindrance => `Not decided now: ${hindrance}.`),
  ]
}

/** The conference as it is now, its orders by name, and the reasons why the box office cannot decide now. */
async function readConference({ namespace, name }: Named, { connect, checks, now, signal }: ExplainOptions) {
  const { objects, api } = connect()
  try {
    const revision = await objects.revision(namespace, signal)
    const reached = { orders: BigInt(revision), reservations: BigInt(revision), coupons: BigInt(revision) }
    const conference = new Conference({ readReach: () => reached })
    const [orders, hindrances] = [new Map<string, Order>(), await hindrancesOf(namespace, { objects, api, signal })]
    for (const kind of Object.keys(checks) as Sight['kind'][]) {
      for (const object of await objects.list({ kind, conference: namespace, revision }, signal)) {
        const { name, version } = readIdentity(object) ?? { name: '', version: 0n }
        const fault = checks[kind](object)
        if (fault !== undefined) hindrances.push(`${kind} "${name}" cannot be read: ${fault}`)
        else conference.see({ kind, name, object, version } as Sight, now())
        if (kind === 'Order') orders.set(name, object as Order)
      }
    }
    return { conference, orders, hindrances }
  } catch (cause) {
    const { message } = cause as Error
    throw new Error(`Cannot explain order "${namespace}/${name}": the API server must answer: ${message}`, { cause })
  }
}

async function hindrancesOf(
  namespace: string,
  { objects, api, signal }: ReturnType<ExplainOptions['connect']> & { signal: AbortSignal },
): Promise<string[]> {
  const namespaces = createNamespaces()
  const [object] = await objects.list({ kind: 'Namespace', conference: namespace }, signal)
  namespaces.see(namespace, object)
  const closed = namespaces.closedReason(namespace)
  const arbiter = await oldArbiterHindrance(api, signal)
  return [closed, arbiter].filter(reason => reason !== undefined)
}

async function oldArbiterHindrance(api: Pick<BoxOfficeApi, 'compositeControllers'>, signal: AbortSignal) {
  try {
    const found = (await api.compositeControllers(signal)).find(isArbiter)
    return found && `the CompositeController "${found.name}" of an older version decides on plans; delete it`
  } catch (error) {
    return `an older version may decide on plans; the CompositeControllers cannot be read: ${(error as Error).message}`
  }
}
