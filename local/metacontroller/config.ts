import { parseArgs } from 'node:util'

export interface Options {
  kubeconfig: string
  workers: number
}

export const usage = `node local/metacontroller/main.ts --kubeconfig=PATH [--workers=N]

Replaces Metacontroller 4.17 on one machine, for CompositeControllers with v2 hooks.

  --kubeconfig=PATH  the API server and the identity to use there
  --workers=N        parents that each controller syncs at a time (default 5)
  --help             this text
`

/** Reads the command line; undefined if it contains --help. Throws one sentence for any option it cannot use. */
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
