import { escapeText, safeAddressOf } from './escape.ts'
import { type Place, placesOf } from './places.ts'

/** A value of a template in a text. undefined, null and false write nothing. */
export type Content = Html | string | number | undefined | null | false | readonly Content[]

/** The attributes of a tag by name: true writes the bare name, undefined and false write nothing. */
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>

/** Only this file has the key, so nobody else can create an Html from a text that is not escaped. */
const key = Symbol('html')

/** Escaped HTML. Only `html` and `constantHtml` create it. */
export class Html {
  readonly #text: string

  constructor(secret: typeof key, text: string) {
    if (secret !== key) throw new TypeError('Cannot use new Html(…): html`…` or constantHtml must create it')
    this.#text = text
  }

  toString(): string {
    return this.#text
  }
}

/** The places of each template, which is one object however often it is used (ECMAScript: GetTemplateObject). */
const known = new WeakMap<TemplateStringsArray, readonly Place[]>()

/**
 * Writes HTML. In a text, every value is escaped unless it is Html. In a quoted attribute, every value is escaped. Between the
 * attributes of a tag, a value is an object of attributes. An unsafe address of a link becomes "#".
 */
export function html(strings: TemplateStringsArray, ...values: readonly (Content | Attributes)[]): Html {
  const places = known.get(strings) ?? placesOf(strings)
  known.set(strings, places)
  const parts = places.map((place, index) => (strings[index] as string) + writeValue(place, values[index]))
  return new Html(key, parts.join('') + strings.at(-1))
}

/** HTML that the shop created itself, such as the SVG of a QR code. It must not contain a text of people. */
export function constantHtml(text: string): Html {
  return new Html(key, text)
}

/** The text of a page or of a part of it, to send. */
export function renderHtml(page: Html): string {
  return page.toString()
}

function writeValue(place: Place, value: Content | Attributes): string {
  if (place.in === 'tag') return writeAttributes(value)
  return place.in === 'text' ? writeContent(value as Content) : writeAttribute(place, value)
}

function writeContent(value: Content): string {
  if (value === undefined || value === null || value === false) return ''
  if (value instanceof Html) return value.toString()
  return Array.isArray(value) ? value.map(writeContent).join('') : escapeText(String(value))
}

const addresses = ['href', 'src', 'action', 'formaction']

/** Only a value at the start of an attribute can change the target of an address; behind a constant such as "#" it cannot. */
function writeAttribute({ name, isStart }: { name: string; isStart: boolean }, value: Content | Attributes): string {
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new TypeError(`Cannot use a value in the attribute "${name}": it must be a text or a number`)
  }
  return escapeText(isStart && addresses.includes(name) ? safeAddressOf(String(value)) : String(value))
}

const attributeName = /^(?!on)[a-z][a-z-]*$/

function writeAttributes(value: Content | Attributes): string {
  if (typeof value !== 'object' || value === null || value instanceof Html || Array.isArray(value)) {
    throw new TypeError('Cannot use a value between attributes: it must be an object of attributes')
  }
  const written = Object.entries(value as Attributes).map(([name, one]) => {
    if (!attributeName.test(name)) throw new TypeError(`Cannot use the attribute "${name}": it must be a plain name`)
    if (one === undefined || one === false) return ''
    return one === true ? ` ${name}` : ` ${name}="${writeAttribute({ name, isStart: true }, one)}"`
  })
  return written.join('')
}
