import { printedAlerts } from './print/printed-alerts.ts'
import { printedControllers, printedRenderings } from './print/printed-chart.ts'
import { printedCrds } from './print/printed-crds.ts'
import { printedFaults, staleFaults, writePrinted } from './print/printed-files.ts'
import { printedReasons } from './print/printed-reasons.ts'
import { printedRooms } from './print/printed-rooms.ts'
import { printedSettings } from './print/printed-settings.ts'
import { printedValues } from './print/printed-values.ts'
import { printedSchema } from './print/schema/printed-schema.ts'

const root = process.cwd()
try {
  const check = process.argv.includes('--check')
  // helm reads it before it renders the chart.
  const schema = printedSchema(root)
  if (!check) writePrinted(schema, root)
  const files = new Map([...printedCrds(), ...printedControllers(root), ...printedRenderings(root)])
  const parts = new Map([
    ...printedValues(root),
    ...schema,
    ...printedRooms(root),
    ...printedSettings(root),
    ...printedReasons(),
    ...printedAlerts(root),
  ])
  const faults = check ? [...printedFaults(files, root), ...staleFaults(parts, root)] : []
  if (!check) writePrinted(new Map([...files, ...parts]), root)
  for (const fault of faults) console.error(fault)
  process.exitCode = faults.length > 0 ? 1 : 0
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
}
