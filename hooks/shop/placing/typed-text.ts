/** The fields of a form, unchecked: a name that occurs twice has a list of texts. */
export type FormFields = Readonly<Record<string, unknown>>

/**
 * The text of a field, without spaces around it and without control characters. Letters that can be written in two ways
 * are written in one (Unicode normalization form C). A missing field is empty; the first of several texts counts.
 */
export function readText(fields: FormFields, name: string): string {
  const given = Object.hasOwn(fields, name) ? fields[name] : ''
  const text: unknown = Array.isArray(given) ? given[0] : given
  if (typeof text !== 'string') return ''
  return text
    .toWellFormed()
    .replaceAll(/\p{Cc}+/gu, ' ')
    .normalize('NFC')
    .trim()
}

/** The length of a text as the API server counts it: in characters of Unicode. */
export function lengthOf(text: string): number {
  return [...text].length
}

const longestShown = 300

/** The beginning of a text that is shown again in a field. */
export function cutText(text: string): string {
  return [...text].slice(0, longestShown).join('')
}
