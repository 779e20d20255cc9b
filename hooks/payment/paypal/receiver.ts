import type { GatewayAccount } from '../accounts.ts'
import { Refusal } from '../refusal.ts'

/**
 * Throws a Refusal unless one of the names of the payee belongs to our account: anybody can pay their own account and
 * have PayPal verify that.
 */
export function requireReceiver(paid: string[], { paypalReceivers }: Pick<GatewayAccount, 'paypalReceivers'>): void {
  if (paypalReceivers.length === 0) {
    throw new Refusal(
      'unavailable',
      'Cannot accept the payment: a PayPal receiver must be configured; then send the callback again',
    )
  }
  const ours = new Set(paypalReceivers.map(receiver => receiver.toLowerCase()))
  if (paid.some(name => ours.has(name.toLowerCase()))) return
  throw new Refusal('foreign', 'Cannot accept the payment: its receiver must be a PayPal account of this conference')
}
