import type { Field } from './field.ts'

/**
 * The fields of an application/x-www-form-urlencoded body, one character per byte. Gateways write names of people in
 * charsets of their own (windows-1252 is PayPal's default), so only the fields that are needed get decoded.
 */
export function readFormFields(bytes: Buffer): Field[] {
  const pairs = bytes.toString('latin1').split('&')
  return pairs.map(pair => {
    const [name = '', ...values] = pair.split('=')
    return { name: decodeEscapes(name), value: decodeEscapes(values.join('=')), type: 'string' }
  })
}

// A percent sign that begins no escape is kept (https://url.spec.whatwg.org/#concept-urlencoded-parser).
function decodeEscapes(text: string): string {
  return text
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, byte: string) => String.fromCharCode(Number.parseInt(byte, 16)))
}

/**
 * The value of a form field, decoded from the charset that the field "charset" names; PayPal's default is windows-1252
 * (PayPal, IPN: charset). Names of orders and amounts are ASCII in every charset and need no decoding.
 */
export function decodeValue({ value }: Field, fields: Field[]): string {
  const charset = fields.find(({ name }) => name === 'charset')?.value ?? 'windows-1252'
  return decoderOf(charset).decode(Buffer.from(value, 'latin1'))
}

function decoderOf(charset: string): TextDecoder {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder('windows-1252')
  }
}
