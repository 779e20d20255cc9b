import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { printedCrds } from './printed-crds.ts'

const check = process.argv.includes('--check')
const root = new URL('../', import.meta.url)
const stale: string[] = []

for (const [path, text] of printedCrds()) {
  const file = new URL(path, root)
  if (check) {
    if (read(file) !== text) stale.push(path)
  } else {
    mkdirSync(dirname(file.pathname), { recursive: true })
    writeFileSync(file, text)
  }
}

if (stale.length > 0) {
  console.error(`Printed files are out of date: ${stale.join(', ')}: run "npm run print" and commit what it writes`)
  process.exitCode = 1
}

function read(file: URL): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
