/**
 * The place of a value in a template: in a text, in a quoted attribute (at its start, or behind a constant), or between the
 * attributes of a tag.
 */
export type Place = { in: 'text' } | { in: 'attribute'; name: string; isStart: boolean } | { in: 'tag' }

/** The text of these elements is not HTML, so escaping does not protect it (HTML: raw text elements). */
const codeElements = ['script', 'style']

const token = /<\/?([a-z][a-z0-9-]*)|([^\s"'<>=/]+)=|[\s\S]/gi

/** The place of each value of a template. Throws a TypeError for an unsafe place, which is a defect of the template. */
export function placesOf(strings: readonly string[]): Place[] {
  const reader = new TemplateReader()
  return strings.slice(0, -1).map(part => reader.placeAfter(part))
}

class TemplateReader {
  #quote = ''
  #attribute = ''
  #isInTag = false
  #element = ''

  placeAfter(part: string): Place {
    for (const [text, element, attribute] of part.matchAll(token)) this.#read(text, element, attribute)
    if (this.#quote !== '') return { in: 'attribute', name: this.#attribute, isStart: part.endsWith(`=${this.#quote}`) }
    if (/<\/?$/.test(part) || (this.#isInTag && /=\s*$/.test(part))) {
      throw new TypeError(`Cannot use a value after "${part.slice(-40)}": it must be in a text or a quoted attribute`)
    }
    if (this.#isInTag) return { in: 'tag' }
    if (codeElements.includes(this.#element)) {
      throw new TypeError(`Cannot use a value in an element "${this.#element}": its text must be constant`)
    }
    return { in: 'text' }
  }

  #read(text: string, element: string | undefined, attribute: string | undefined): void {
    if (this.#quote !== '') {
      if (text === this.#quote) this.#quote = ''
    } else if (this.#isInTag) {
      if (text === '>') this.#isInTag = false
      else if (text === '"' || text === "'") this.#quote = text
      else if (attribute !== undefined) this.#attribute = attribute.toLowerCase()
    } else if (element !== undefined) {
      this.#isInTag = true
      this.#element = text.startsWith('</') ? '' : element.toLowerCase()
    }
  }
}
