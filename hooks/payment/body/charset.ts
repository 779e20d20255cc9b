import type { Field } from './field.ts'

/**
 * The value of a form field in the charset that the form itself names in its field charset; PayPal's default is
 * windows-1252 (PayPal, IPN: charset). Fields that name orders and amounts are ASCII in all of them and need no decoding.
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
