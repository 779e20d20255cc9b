import { readBoxOfficeConfig } from './config/box-office.ts'
import { runProgram } from './config/run-program.ts'
import { runBoxOffice } from './http/box-office/run.ts'

await runProgram(() => runBoxOffice(readBoxOfficeConfig(process.env)))
