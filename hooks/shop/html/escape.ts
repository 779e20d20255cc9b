const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a page must not contain these characters
const control = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/g

/**
 * A text as characters of HTML, in an element or in a quoted attribute. A browser changes control characters and halves of
 * characters (HTML: preprocessing the input stream), so they become the replacement character here.
 */
export function escapeText(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(control, '\uFFFD')
    .replaceAll(/[&<>"']/g, one => entities[one] as string)
}

const safeAddress = /^(?:https?:\/\/|mailto:|#|\?|\/(?![/\\])|$)/i

/** An address for a link. An address with an unsafe scheme (`javascript:`) or without one (`//host`) becomes "#". */
export function safeAddressOf(address: string): string {
  // Browsers remove line breaks and tabs before they read an address (URL: basic URL parser).
  const read = address.replaceAll(/[\t\n\r]/g, '').trim()
  return safeAddress.test(read) ? read : '#'
}
