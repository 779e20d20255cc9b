import { importFaults } from './house/imports.ts'

const faults = importFaults(process.cwd())
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
