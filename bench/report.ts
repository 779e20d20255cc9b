import type { Figure } from './figure.ts'
import { type Comparison, type Peer, peerTable } from './peer.ts'
import { brief, tableOf } from './table.ts'

/** All that one run measured, and on what. */
export interface Report {
  version: string
  /** RFC 3339, and for how many seconds it ran. */
  at: string
  seconds: number
  /** 'stand-in' or 'metacontroller v4.17.2'; absent when no part needed one. */
  engine?: string
  /** File with further values of the chart, if there was one. */
  values?: string
  machine: { cores: number; processor: string; memoryMB: number; platform: string; node: string }
  sizes: object
  figures: Figure[]
  /** Another system beside it. */
  peer?: { of: Peer; comparisons: Comparison[] }
  /** What must not happen, and did. */
  faults: string[]
}

const heads = ['part', 'what', 'of', 'median', 'least–most', 'unit', 'ratio', 'to', 'which is']

/** The figures as a table, what they were measured on above it; another system, and what must not have happened, below. */
export function textOf({ version, at, seconds, engine, values, machine, figures, peer, faults }: Report): string {
  const { cores, processor, memoryMB, platform, node } = machine
  return [
    `kconference ${version}, ${at}, ${Math.round(seconds)} s`,
    `${cores} cores (${processor}), ${memoryMB} MB, ${platform}, Node.js ${node}`,
    ...(engine === undefined ? [] : [`engine: ${engine}`]),
    ...(values === undefined ? [] : [`values of the chart: ${values}`]),
    '',
    tableOf([heads, ...figures.map(rowOf)]),
    ...(peer === undefined ? [] : ['', peerTable(peer.of, peer.comparisons)]),
    ...faults.map(fault => `\n${fault}`),
  ].join('\n')
}

function rowOf({ part, name, size, unit, median, least, most, ratio, baseline }: Figure): string[] {
  const spread = `${brief(least)}–${brief(most)}`
  return [
    part,
    name,
    size,
    brief(median),
    spread,
    unit,
    ratio === null ? '–' : brief(ratio),
    baseline.name,
    brief(baseline.median),
  ]
}
