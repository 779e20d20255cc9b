import { setTimeout as pause } from 'node:timers/promises'
import { readKubeconfigPath } from './config/kubernetes.ts'
import { runProgram } from './config/run-program.ts'
import { runHandBack } from './hand-back/command.ts'
import { readCredentials } from './kube/credentials.ts'
import { connectHandBack } from './kube/hand-back-api.ts'

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort())

const releaseNamespace = process.env['NAMESPACE'] || 'kconference-system'

await runProgram(() =>
  runHandBack({
    argv: process.argv.slice(2),
    connect: () => connectHandBack(readCredentials(readKubeconfigPath(process.env)), { releaseNamespace }),
    log: line => process.stderr.write(`${line}\n`),
    pause: milliseconds => pause(milliseconds, undefined, { signal: interrupt.signal }),
    signal: interrupt.signal,
  }),
)
