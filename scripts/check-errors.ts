import { errorFaults } from './house/error-grammar.ts'

const faults = errorFaults(process.cwd())
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
