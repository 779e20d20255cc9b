import { readBoxOfficeConfig } from './config/box-office.ts'
import { runBoxOffice } from './http/run-box-office.ts'
import { runProgram } from './http/run-program.ts'

await runProgram(() => runBoxOffice(readBoxOfficeConfig(process.env)))
