import { encodeQR } from 'qr'

/** The light frame that readers need, in squares (ISO/IEC 18004: the quiet zone). */
const quietZone = 4

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML has no such characters
const control = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\uFFFE\uFFFF]/g

/**
 * A QR code as SVG, which scales to any size. Level M repairs 15 % of damage, such as a fold in the paper. The title is
 * for screen readers. There is no style in it, because pages forbid inline styles.
 */
export function drawQrCode(text: string, { title }: { title: string }): string {
  const squares = encodeQR(text, 'raw', { ecc: 'medium', border: quietZone })
  const path = squares.map(rowPath).join('')
  const name = title
    .toWellFormed()
    .replaceAll(control, '\uFFFD')
    .replaceAll(/[&<>]/g, sign => entities[sign] as string)
  const box = `0 0 ${squares.length} ${squares.length}`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" shape-rendering="crispEdges"><title>${name}</title><path d="${path}"/></svg>`
}

/** Draws dark squares side by side as one rectangle: the picture is a third of the size, and has no gaps when scaled. */
function rowPath(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x += 1) {
    if (!row[x]) continue
    const from = x
    while (row[x + 1]) x += 1
    path += `M${from} ${y}h${x + 1 - from}v1H${from}z`
  }
  return path
}
