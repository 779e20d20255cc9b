import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Writes the printed files (path → text) under the root. */
export function writePrinted(files: Map<string, string>, root: string): void {
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

/** One sentence per file that differs from its printed text, and per file in a printed folder that nothing prints. */
export function printedFaults(files: Map<string, string>, root: string): string[] {
  const folders = new Set([...files.keys()].map(path => dirname(path)))
  const strangers = [...folders].flatMap(folder => entriesOf(root, folder)).filter(path => !files.has(path))
  return [
    ...staleFaults(files, root),
    ...strangers.map(path => `Cannot accept "${path}": it must be printed or removed, because nothing prints it`),
  ]
}

/** One sentence per file that differs from its printed text. */
export function staleFaults(files: Map<string, string>, root: string): string[] {
  const stale = [...files.keys()].filter(path => read(join(root, path)) !== files.get(path))
  return stale.map(
    path => `Cannot accept "${path}": it must equal the output of "npm run print"; run that and commit it`,
  )
}

function read(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

function entriesOf(root: string, folder: string): string[] {
  const path = join(root, folder)
  return existsSync(path) ? readdirSync(path).map(name => `${folder}/${name}`) : []
}
