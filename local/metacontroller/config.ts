import { parseArgs } from 'node:util'

export interface Options {
  kubeconfig: string
  workers: number
}

export const usage = `node local/metacontroller/main.ts --kubeconfig=PATH [--workers=N]

Does what Metacontroller 4.17 does for CompositeControllers with v2 hooks, on one machine.

  --kubeconfig=PATH  the API server and who to be there
  --workers=N        parents worked on at a time by each controller (default 5)
  --help             this text
`

/** Reads the command line; undefined when help was asked for. Throws one sentence for anything it cannot use. */
export function readOptions(args: string[]): Options | undefined {
  const { values } = parseArgs({
    args,
    options: {
      kubeconfig: { type: 'string' },
      workers: { type: 'string', default: '5' },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.help) return undefined
  if (!values.kubeconfig) throw new Error('Cannot start without --kubeconfig: it must be the path of a kubeconfig file')
  const workers = Number(values.workers)
  if (!Number.isInteger(workers) || workers < 1) {
    throw new Error(`Cannot start with --workers "${values.workers}": it must be a whole number from 1 on`)
  }
  return { kubeconfig: values.kubeconfig, workers }
}
