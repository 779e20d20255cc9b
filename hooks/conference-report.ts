import { readKubeconfigPath } from './config/kubernetes.ts'
import { runProgram } from './config/run-program.ts'
import { readCredentials } from './kube/credentials.ts'
import { connectSnapshots } from './kube/snapshot/snapshot-api.ts'
import { runReport } from './report/command.ts'

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort())

await runProgram(() =>
  runReport({
    argv: process.argv.slice(2),
    connect: () => connectSnapshots(readCredentials(readKubeconfigPath(process.env))),
    output: process.stdout,
    log: line => process.stderr.write(`${line}\n`),
    now: Date.now,
    signal: interrupt.signal,
  }),
)
