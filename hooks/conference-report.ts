import { readKubeconfigPath } from './config/kubernetes.ts'
import { runCommand } from './config/run-program.ts'
import { readCredentials } from './kube/credentials.ts'
import { connectSnapshots } from './kube/snapshot/snapshot-api.ts'
import { runReport } from './report/command.ts'

await runCommand(context =>
  runReport({
    ...context,
    connect: () => connectSnapshots(readCredentials(readKubeconfigPath(process.env))),
    output: process.stdout,
    now: Date.now,
  }),
)
