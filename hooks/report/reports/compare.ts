/** The order of two texts by their code units; undefined comes last. */
export function compareTexts(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1
  return a < b ? -1 : 1
}

// Letters with accents stand beside those without, as in a telephone book.
const collator = new Intl.Collator('en')

/** The order of two names of people, as readers expect it; undefined comes last. */
export function compareNames(a: string | undefined, b: string | undefined): number {
  return a === undefined || b === undefined ? compareTexts(a, b) : collator.compare(a, b)
}
