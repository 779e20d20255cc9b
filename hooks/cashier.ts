import { readCashierConfig } from './config/cashier.ts'
import { runProgram } from './config/run-program.ts'
import { runCashier } from './http/cashier/run.ts'

await runProgram(() => runCashier(readCashierConfig(process.env)))
