import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { type Room, rooms } from './rooms/rooms.ts'

/** One sentence for each import that its room does not allow, and for each folder of hooks/ that is not a room. */
export function importFaults(root: string, allowed: readonly Room[] = rooms): string[] {
  return globSync('hooks/**/*.ts', { cwd: root })
    .sort()
    .flatMap(file => {
      const room = allowed.find(({ folder }) => folder === dirname(file))
      if (room === undefined)
        return [`Cannot accept "${file}": its folder must be a room in scripts/house/rooms/rooms.ts`]
      const wrong = importsOf(file, readFileSync(join(root, file), 'utf8')).filter(target => !canImport(room, target))
      return wrong.map(
        target =>
          `Cannot accept "${file}": it must not import "${target}"; ${room.folder}/ may import ${allowedImports(room)}`,
      )
    })
}

/** The imports of a file: paths from the root, and packages. */
export function importsOf(file: string, text: string): string[] {
  const found = [
    ...text.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm),
  ]
  const names = found.flatMap(([, ...one]) => one.filter(name => name !== undefined))
  return names.map(name => (name.startsWith('.') ? normalize(join(dirname(file), name)) : name))
}

function canImport({ folder, may }: Room, target: string): boolean {
  if (!target.startsWith('hooks/')) return may.some(one => isPackage(one, target))
  if (dirname(target) === folder) return true
  const path = target.slice('hooks/'.length)
  return may.some(one => one === 'hooks' || one === path || isInside(one, dirname(path)))
}

function isPackage(one: string, target: string): boolean {
  return one === target || target.startsWith(`${one}/`) || (one === 'node:*' && target.startsWith('node:'))
}

function isInside(one: string, folder: string): boolean {
  if (!one.endsWith('/**')) return one === folder
  const top = one.slice(0, -'/**'.length)
  return folder === top || folder.startsWith(`${top}/`)
}

/** The imports that a room allows, for a message. */
export function allowedImports({ may }: Room): string {
  return may.length === 0 ? 'nothing' : may.join(', ')
}
