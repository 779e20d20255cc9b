import type { FieldFault } from '../../model/form-view.ts'
import type { Words } from '../../words/en/words.ts'

/** The sentence about one field that cannot be accepted: its problem, and the next step. */
export function faultText({ field, problem, limit = 0 }: FieldFault<string>, { faults }: Words): string {
  switch (problem) {
    case 'missing':
      return textFor(faults.missing, field)
    case 'invalid':
      return textFor(faults.invalid, field)
    case 'tooLong':
      return faults.tooLong(limit)
    case 'tooMany':
      return faults.tooMany(limit)
    case 'tooFew':
      return faults.tooFew(limit)
    default:
      return faults[problem]
  }
}

/** Fields of names on tickets are `<ticket>.firstname`. */
function textFor<T extends { other: string }>(texts: T, field: string): string {
  const name = field.slice(field.lastIndexOf('.') + 1)
  return Object.hasOwn(texts, name) ? (texts[name as keyof T] as string) : texts.other
}
