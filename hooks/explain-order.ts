import { runExplain } from './box-office/explain/explain.ts'
import { createObjectChecks } from './box-office/views/object-checks.ts'
import { readKubeconfigPath } from './config/kubernetes.ts'
import { runProgram } from './config/run-program.ts'
import { compileCheck } from './http/validator.ts'
import { connectArchive } from './kube/archive.ts'
import { connectBoxOffice } from './kube/box-office-api.ts'
import { readCredentials } from './kube/credentials.ts'

await runProgram(() =>
  runExplain({
    argv: process.argv.slice(2),
    connect: () => {
      const credentials = readCredentials(readKubeconfigPath(process.env))
      return { objects: connectArchive(credentials), api: connectBoxOffice(credentials) }
    },
    checks: createObjectChecks(compileCheck),
    print: line => void process.stdout.write(`${line}\n`),
    now: Date.now,
    signal: AbortSignal.timeout(60_000),
  }),
)
