import Type, { type Static } from 'typebox'
import { compileCheck } from '../hooks/http/validator.ts'
import { type Figure, type MeasuredPart, measuredParts } from './figure.ts'
import { briefNumber, tableOf } from './table.ts'

const PeerFigure = Type.Object(
  {
    /** The measured quantity, such as "orders". */
    what: Type.String({ minLength: 1 }),
    /** The size of the load, such as "0 to 3,000 orders". */
    of: Type.String({ minLength: 1 }),
    unit: Type.String(),
    /** One value, or the least and the most. */
    value: Type.Union([
      Type.Number({ exclusiveMinimum: 0 }),
      Type.Array(Type.Number({ exclusiveMinimum: 0 }), { minItems: 2, maxItems: 2 }),
    ]),
    /** "more" if a larger value is better, as for orders a second; "less" for seconds. */
    better: Type.Union([Type.Literal('more'), Type.Literal('less')]),
    /** Our figure of the same quantity; absent if there is none. */
    ours: Type.Optional(
      Type.Object(
        {
          part: Type.Unsafe<MeasuredPart>({ type: 'string', enum: [...measuredParts] }),
          name: Type.String({ minLength: 1 }),
        },
        { additionalProperties: false },
      ),
    ),
  },
  { additionalProperties: false },
)
export type PeerFigure = Static<typeof PeerFigure>

/** The figures of another system. */
export const Peer = Type.Object(
  {
    name: Type.String({ minLength: 1 }),
    /** The machine and the method of the measurement. */
    setting: Type.String({ minLength: 1 }),
    figures: Type.Array(PeerFigure, { minItems: 1 }),
  },
  { additionalProperties: false },
)
export type Peer = Static<typeof Peer>

/** One of their figures beside one of ours: one row for each size of ours. */
export interface Comparison {
  what: string
  unit: string
  theirs: string
  /** The sizes of both loads. */
  of: { theirs: string; ours: string | null }
  ours: number | null
  /** The factor by which ours is better than the middle of theirs; below 1 it is worse. */
  factor: number | null
}

const checkPeer = compileCheck(Peer, 'peer')

/** Reads the figures of a JSON file. Throws one sentence with the fault. */
export function readPeer(text: string, file: string): Peer {
  const peer = parsePeer(text, file)
  const fault = checkPeer(peer)
  if (fault !== undefined) throw new Error(`Cannot read the peer "${file}": ${fault}`)
  return peer as Peer
}

function parsePeer(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`Cannot read the peer "${file}": it must be JSON`, { cause })
  }
}

/** Each of their figures beside our figures of the same quantity. */
export function compareWith(peer: Peer, figures: readonly Figure[]): Comparison[] {
  return peer.figures.flatMap(theirs => {
    const ours = figures.filter(({ part, name }) => part === theirs.ours?.part && name === theirs.ours.name)
    return ours.length === 0 ? [compare(theirs)] : ours.map(figure => compare(theirs, figure))
  })
}

function compare({ what, of, unit, value, better }: PeerFigure, ours?: Figure): Comparison {
  const values = typeof value === 'number' ? [value] : value
  const middle = values.reduce((sum, one) => sum + one, 0) / values.length
  const ratio = ours === undefined ? null : ours.median / middle
  return {
    what,
    unit,
    theirs: values.map(briefNumber).join('–'),
    of: { theirs: of, ours: ours?.size ?? null },
    ours: ours?.median ?? null,
    factor: ratio === null || better === 'more' ? ratio : 1 / ratio,
  }
}

/** The comparison as a table, below the name and the setting of the peer. */
export function peerTable({ name, setting }: Peer, comparisons: readonly Comparison[]): string {
  const rows = comparisons.map(({ what, unit, theirs, of, ours, factor }) => {
    return [what, unit, theirs, of.theirs, numberText(ours), of.ours ?? '–', numberText(factor)]
  })
  const heads = ['what', 'unit', name, 'of', 'ours', 'of', 'times better']
  return [`${name}: ${setting}`, '', tableOf([heads, ...rows])].join('\n')
}

function numberText(number: number | null): string {
  return number === null ? '–' : briefNumber(number)
}
