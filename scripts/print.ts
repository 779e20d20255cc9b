import { printedControllers } from './printed-controllers.ts'
import { printedCrds } from './printed-crds.ts'
import { printedFaults, writePrinted } from './printed-files.ts'

const root = process.cwd()
try {
  const files = new Map([...printedCrds(), ...printedControllers(root)])
  const faults = process.argv.includes('--check') ? printedFaults(files, root) : []
  if (!process.argv.includes('--check')) writePrinted(files, root)
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
