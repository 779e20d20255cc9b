import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Room, rooms } from '../house/rooms.ts'

const [start, end] = ['<!-- rooms: printed from scripts/house/rooms.ts by `npm run print` -->\n', '<!-- /rooms -->\n']

/** ARCHITECTURE.md with the table of the folders of hooks/, as path → text. Throws where it has no place for the table. */
export function printedRooms(root: string): Map<string, string> {
  const path = 'ARCHITECTURE.md'
  const text = readFileSync(join(root, path), 'utf8')
  const [from, to] = [text.indexOf(start), text.indexOf(end)]
  if (from < 0 || to < from)
    throw new Error(`Cannot print "${path}": it must have a line "${start.trim()}" and one "${end.trim()}"`)
  const rows = rooms.map(room => `| \`${room.folder}/\` | ${room.belongs} | ${allowed(room)} |\n`)
  const table = `\n| folder | what belongs there | may import, beside its own files |\n| --- | --- | --- |\n${rows.join('')}\n`
  return new Map([[path, text.slice(0, from + start.length) + table + text.slice(to)]])
}

function allowed({ may }: Room): string {
  return may.length === 0 ? 'nothing' : may.map(one => `\`${one}\``).join(', ')
}
