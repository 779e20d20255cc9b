import type { Field } from './field.ts'

/**
 * The fields of an application/x-www-form-urlencoded body, one character per byte: gateways write names of people in
 * charsets of their own (windows-1252 is PayPal's default), so nothing is decoded that is not looked at.
 */
export function readFormFields(bytes: Buffer): Field[] {
  const pairs = bytes.toString('latin1').split('&')
  return pairs.map(pair => {
    const [name = '', ...values] = pair.split('=')
    return { name: decodeEscapes(name), value: decodeEscapes(values.join('=')), type: 'string' }
  })
}

// https://url.spec.whatwg.org/#concept-urlencoded-parser: what is no escape stays as it is.
function decodeEscapes(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)))
}
