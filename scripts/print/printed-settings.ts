import { allPrograms, type Setting, settings } from '../../hooks/config/settings.ts'
import { placeTable } from './place-table.ts'

const table = { name: 'settings', source: 'hooks/config/settings.ts' }

/**
 * README.md with the table of all settings and docs/payments.md with that of payments, as path → text. Throws if a
 * document has no place for its table.
 */
export function printedSettings(root: string): Map<string, string> {
  const all: [string, Setting][] = Object.entries(settings)
  const everywhere = {
    ...table,
    columns: ['variable', 'default', 'read by', 'meaning'],
    rows: all.map(([name, setting]) => [`\`${name}\``, setting.default ?? '', readers(setting), setting.meaning]),
  }
  const ofPayments = {
    ...table,
    columns: ['variable', 'default', 'chart value', 'meaning'],
    rows: all.flatMap(([name, setting]) =>
      setting.chart === undefined ? [] : [[`\`${name}\``, setting.default ?? '', setting.chart, setting.meaning]],
    ),
  }
  return new Map([
    ['README.md', placeTable(root, 'README.md', everywhere)],
    ['docs/payments.md', placeTable(root, 'docs/payments.md', ofPayments)],
  ])
}

function readers({ programs }: Setting): string {
  return allPrograms.every(program => programs.includes(program)) ? 'all programs' : programs.join(', ')
}
