import { type Attributes, type Content, type Html, html } from '../../html/html.ts'

export type PartName = 'standing' | 'pay' | 'tickets' | 'alternatives' | 'summary' | 'actions'

/** The id of the element of a part. */
export function partId(name: PartName): string {
  return `part-${name}`
}

/**
 * A part of the page of an order, which the script replaces when it changes. A part without content stays as a hidden element,
 * so that there is always something to replace.
 */
export function partOf(name: PartName, content: Content, attributes: Attributes = {}): Html {
  const id = partId(name)
  const isEmpty = content === undefined || content === false
  return html`<section id="${id}" class="part ${name}"${{ ...attributes, 'data-part': '', hidden: isEmpty }}>${content}</section>`
}
