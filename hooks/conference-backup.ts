import { setTimeout as pause } from 'node:timers/promises'
import { runBackup } from './backup/command.ts'
import { readKubeconfigPath } from './config/kubernetes.ts'
import { runCommand } from './config/run-program.ts'
import { connectArchive } from './kube/archive.ts'
import { readCredentials } from './kube/credentials.ts'

await runCommand(context =>
  runBackup({
    ...context,
    connect: () => connectArchive(readCredentials(readKubeconfigPath(process.env))),
    input: process.stdin,
    output: process.stdout,
    pause,
    now: Date.now,
  }),
)
