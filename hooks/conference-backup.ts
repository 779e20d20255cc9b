import { setTimeout as pause } from 'node:timers/promises'
import { runBackup } from './backup/command.ts'
import { readKubeconfigPath } from './config/kubernetes.ts'
import { runProgram } from './config/run-program.ts'
import { connectArchive } from './kube/archive.ts'
import { readCredentials } from './kube/credentials.ts'

const interrupt = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort())

await runProgram(() =>
  runBackup({
    argv: process.argv.slice(2),
    connect: () => connectArchive(readCredentials(readKubeconfigPath(process.env))),
    input: process.stdin,
    output: process.stdout,
    log: line => process.stderr.write(`${line}\n`),
    pause,
    now: Date.now,
    signal: interrupt.signal,
  }),
)
