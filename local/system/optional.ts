import { type LocalConfig, root } from '../config.ts'
import type { ControlPlane } from '../control-plane/control-plane.ts'
import { admissionValues, startAdmission } from './admission.ts'
import { cashierValues, gatewayUrl, startCashier } from './cashier.ts'
import type { Identity } from './identity.ts'
import { shopValues, startShop } from './shop.ts'

/** The values with which the chart is installed, for the programs that the system has. */
export function valuesOf({ shop, gateway, admission, values }: LocalConfig): object {
  return { ...shopValues(shop, gateway), ...cashierValues(gateway), ...admissionValues(admission), ...values }
}

/** The programs that a system may lack, of those it has. */
export function optionalNames({ shop, gateway, admission, withoutEngine = false }: LocalConfig): string[] {
  const programs = { shop, cashier: gateway, admission, metacontroller: withoutEngine ? undefined : 0 }
  return Object.entries(programs).flatMap(([name, port]) => (port === undefined ? [] : [name]))
}

/** The starts of the programs that a system may lack. */
export function startOptional(
  controlPlane: Pick<ControlPlane, 'kubectl' | 'folder' | 'url' | 'ca' | 'supervisor'>,
  { config: { shop, gateway, admission }, paymentsUrl }: { config: LocalConfig; paymentsUrl: string },
): Promise<Identity>[] {
  const played = gateway === undefined ? undefined : gatewayUrl(gateway)
  return [
    ...(shop === undefined ? [] : [startShop(controlPlane, { root, port: shop, paymentsUrl, gateway: played })]),
    ...(gateway === undefined ? [] : [startCashier(controlPlane, { root, gatewayPort: gateway })]),
    ...(admission === undefined ? [] : [startAdmission(controlPlane, { root, port: admission })]),
  ]
}
