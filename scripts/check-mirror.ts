import { join } from 'node:path'
import { mirrorFaults } from './house/mirror.ts'

const root = process.cwd()
const { default: map } = await import(join(root, 'coverage-map.js'))
const faults = mirrorFaults(root, map)
for (const fault of faults) console.error(fault)
process.exitCode = faults.length > 0 ? 1 : 0
