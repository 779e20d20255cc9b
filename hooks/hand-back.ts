import { setTimeout as pause } from 'node:timers/promises'
import { readKubeconfigPath } from './config/kubernetes.ts'
import { runCommand } from './config/run-program.ts'
import { runHandBack } from './hand-back/command.ts'
import { readCredentials } from './kube/credentials.ts'
import { connectHandBack } from './kube/hand-back-api.ts'

const releaseNamespace = process.env['NAMESPACE'] || 'kconference-system'

await runCommand(context =>
  runHandBack({
    ...context,
    connect: () => connectHandBack(readCredentials(readKubeconfigPath(process.env)), { releaseNamespace }),
    pause: milliseconds => pause(milliseconds, undefined, { signal: context.signal }),
  }),
)
