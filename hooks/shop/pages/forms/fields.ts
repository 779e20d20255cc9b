import { type Attributes, type Content, type Html, html } from '../../html/html.ts'
import type { FieldFault } from '../../model/form-view.ts'
import type { Words } from '../../words/en/words.ts'
import { faultText } from './fault-text.ts'

/** One field of a form with its label, its hint and its fault. */
export interface Field {
  name: string
  label: Content
  hint?: string
  /** The attributes of the input, such as its type and value. */
  input: Attributes
}

/** The id of the input of a field: faults link to it. */
export function fieldId(name: string): string {
  return `field-${name.replaceAll(/[^a-zA-Z0-9]/g, '-')}`
}

/** A labelled input. The fault is linked with the input, so that a screen reader reads both. */
export function fieldHtml(
  { name, label, hint, input }: Field,
  faults: readonly FieldFault<string>[],
  words: Words,
): Html {
  const id = fieldId(name)
  const fault = faults.find(({ field }) => field === name)
  const described = [hint !== undefined && `${id}-hint`, fault !== undefined && `${id}-fault`].filter(
    one => one !== false,
  )
  const attributes = {
    ...input,
    id,
    name,
    'aria-describedby': described.length > 0 && described.join(' '),
    'aria-invalid': fault !== undefined && 'true',
  }
  return html`<div class="field">
<label for="${id}">${label}</label>
${hint !== undefined && html`<p class="hint" id="${id}-hint">${hint}</p>`}
${fault !== undefined && faultHtml(id, fault, words)}
<input${attributes}>
</div>`
}

/** The fault beside its field. */
export function faultHtml(id: string, fault: FieldFault<string>, words: Words): Html {
  return html`<p class="fault" id="${id}-fault"><span class="unseen">${words.faults.prefix} </span>${faultText(fault, words)}</p>`
}

/** The list of all faults above a form, with a link to each field. It takes the focus when the page opens. */
export function faultSummary(faults: readonly FieldFault<string>[], words: Words): Content {
  if (faults.length === 0) return undefined
  const items = faults.map(fault => html`<li><a href="#${fieldId(fault.field)}">${faultText(fault, words)}</a></li>`)
  return html`<div class="faults" id="faults" tabindex="-1">
<h2>${words.faults.summary}</h2>
<ul>${items}</ul>
</div>`
}
