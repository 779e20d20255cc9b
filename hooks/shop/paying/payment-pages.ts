/** Whether an address is a payment page of one of these origins. The shop sends buyers to no other address. */
export function isPaymentPage(origins: readonly string[], url: string): boolean {
  return URL.canParse(url) && origins.includes(new URL(url).origin)
}
