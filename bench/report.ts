import type { Figure } from './figure.ts'
import { type Comparison, type Peer, peerTable } from './peer.ts'
import { briefNumber, tableOf } from './table.ts'

/** The results of one run, with its machine and its sizes. */
export interface Report {
  version: string
  /** Start of the run as RFC 3339, and its duration. */
  at: string
  seconds: number
  /** 'stand-in' or 'metacontroller v4.17.2'; absent when no part needed an engine. */
  engine?: string
  /** File with further values of the chart, if there was one. */
  values?: string
  machine: { cores: number; processor: string; memoryMB: number; platform: string; node: string }
  sizes: object
  figures: Figure[]
  /** The figures of another system beside ours. */
  peer?: { of: Peer; comparisons: Comparison[] }
  /** The faults of the sale: results that must never occur. */
  faults: string[]
}

const heads = ['part', 'what', 'of', 'median', 'least–most', 'unit', 'ratio', 'to', 'which is']

/** The figures as a table, below their setting; then the other system and the faults. */
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
  const spread = `${briefNumber(least)}–${briefNumber(most)}`
  return [
    part,
    name,
    size,
    briefNumber(median),
    spread,
    unit,
    ratio === null ? '–' : briefNumber(ratio),
    baseline.name,
    briefNumber(baseline.median),
  ]
}
