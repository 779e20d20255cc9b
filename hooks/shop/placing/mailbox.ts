/**
 * One text for all spellings of an e-mail address that reach the same mailbox, as far as that is certain: letters of either
 * case and width, invisible characters (Unicode category Cf), and a dot at the end of the domain (RFC 1034, section 3.1).
 */
export function mailboxOf(email: string): string {
  return email
    .normalize('NFKC')
    .replaceAll(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\.+$/, '')
}
