import { parseArgs } from 'node:util'
import { KubeError } from '../kube/api.ts'
import { type HandBackOptions, handBack } from './hand-back.ts'

/** The text of `--help`. */
export const usage = `node hooks/hand-back.ts [NAMESPACE…]

Gives the reservations of all conferences, or of the conferences in the given namespaces, back to their plans, so that
kconference 0.2.0 can be installed again (docs/install.md, "Going back"). Scale the box office to 0 and stop Metacontroller
first. If the command stops early, run it again: it continues where it stopped

--help    prints this text

NAMESPACE    namespace of the release, which has the Leases of the box office; kconference-system if absent
KUBECONFIG   path of a kubeconfig with the rights of the ServiceAccount kconference-box-office; by default the account of the pod

The exit code is 0 when every reservation whose plan exists belongs to its plan; otherwise it is 1, and a sentence on
standard error gives the reason.`

export interface CommandOptions extends Omit<HandBackOptions, 'api' | 'namespaces'> {
  argv: string[]
  /** Connects to the API server; called after the arguments were accepted. */
  connect(): HandBackOptions['api']
}

/** Hands reservations back, or prints the help. Throws one sentence with the next step. */
export async function runHandBack(options: CommandOptions): Promise<void> {
  const { argv, connect, log } = options
  const { isHelp, namespaces } = readArguments(argv)
  if (isHelp) return log(usage)
  try {
    const { owned, left } = await handBack({ ...options, api: connect(), namespaces })
    log(
      `${belongingText(owned)} to a plan again${left > 0 ? `, ${belongingText(left)} to none` : ''}; 0.2.0 can be installed now`,
    )
  } catch (error) {
    if (!(error instanceof KubeError)) throw error
    throw new Error(`Cannot hand reservations back: ${error.message}; run the command again to continue`, {
      cause: error,
    })
  }
}

function readArguments(argv: string[]): { isHelp: boolean; namespaces: string[] } {
  const given = argv.join(' ')
  try {
    const options = { help: { type: 'boolean', default: false } } as const
    const { values, positionals } = parseArgs({ args: argv, options, allowPositionals: true })
    return { isHelp: values.help, namespaces: positionals }
  } catch (cause) {
    throw new Error(`Cannot run "${given}": the arguments must be names of namespaces, --help or none`, { cause })
  }
}

function belongingText(reservations: number): string {
  return reservations === 1 ? '1 reservation belongs' : `${reservations} reservations belong`
}
