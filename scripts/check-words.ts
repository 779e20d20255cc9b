import { wordFaults } from './house/word-faults.ts'

// A folder as argument checks that folder alone.
const faults = wordFaults(process.cwd(), process.argv[2])
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
