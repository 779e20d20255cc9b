import { parseArgs } from 'node:util'
import { KubeError } from '../kube/api.ts'
import { type HandBackOptions, handBack } from './hand-back.ts'

/** What `--help` prints. */
export const usage = `node hooks/hand-back.ts [NAMESPACE…]

Gives the reservations of all conferences, or of those in these namespaces, back to their plans, so that kconference 0.2.0 can
be installed again (docs/install.md, "Going back"). Scale the box office to 0 and stop Metacontroller first. To go on after a
call that stopped, call it again: what is done stays done

--help    prints this

NAMESPACE    namespace of the release, where the Leases of the box office are; kconference-system if absent
KUBECONFIG   path of a kubeconfig with the rights of the ServiceAccount kconference-box-office; in a pod its own account will do

It ends with code 0 when every reservation that has a plan belongs to it; else with 1 and a sentence that says why.`

export interface CommandOptions extends Omit<HandBackOptions, 'api' | 'namespaces'> {
  argv: string[]
  /** The API server; asked for once the arguments are good. */
  connect(): HandBackOptions['api']
}

/** Hands reservations back, or tells how. Throws one sentence that says what must be done. */
export async function runHandBack(options: CommandOptions): Promise<void> {
  const { argv, connect, log } = options
  const { isHelp, namespaces } = readArguments(argv)
  if (isHelp) return log(usage)
  try {
    const { owned, left } = await handBack({ ...options, api: connect(), namespaces })
    log(`${count(owned)} to a plan again${left > 0 ? `, ${count(left)} to none` : ''}; 0.2.0 can be installed now`)
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    throw new Error(`Cannot hand reservations back: ${error.message}; call it again to go on`, { cause: error })
  }
}

function readArguments(argv: string[]): { isHelp: boolean; namespaces: string[] } {
  const said = argv.join(' ')
  try {
    const options = { help: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
    return { isHelp: values.help, namespaces: positionals }
  } catch (cause) {
    throw new Error(`Cannot run "${said}": the arguments must be names of namespaces, --help or none`, { cause })
  }
}

function count(reservations: number): string {
  return reservations === 1 ? '1 reservation belongs' : `${reservations} reservations belong`
}
