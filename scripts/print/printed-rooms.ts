import { type Room, rooms } from '../house/rooms/rooms.ts'
import { placeTable } from './place-table.ts'

const columns = ['folder', 'contents', 'may import, besides its own files']

/** ARCHITECTURE.md with the table of the folders of hooks/, as path → text. Throws if it has no place for the table. */
export function printedRooms(root: string): Map<string, string> {
  const path = 'ARCHITECTURE.md'
  const rows = rooms.map(room => [`\`${room.folder}/\``, room.belongs, importsCell(room)])
  return new Map([
    [path, placeTable(root, path, { name: 'rooms', source: 'scripts/house/rooms/rooms.ts', columns, rows })],
  ])
}

function importsCell({ may }: Room): string {
  return may.length === 0 ? 'nothing' : may.map(one => `\`${one}\``).join(', ')
}
