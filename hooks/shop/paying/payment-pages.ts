/** Whether an address is a payment page: it must be of one of these origins. A buyer is sent nowhere else. */
export function isPaymentPage(origins: readonly string[], url: string): boolean {
  return URL.canParse(url) && origins.includes(new URL(url).origin)
}
