import { Ajv, type AnySchema, type ValidateFunction } from 'ajv'

// The API server has defaulted, pruned and bounded already: a validator that coerced or removed anything here would
// hide that CRD and schema have drifted. Formats are the API server's to check too.
const ajv = new Ajv({
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  allowUnionTypes: true,
  keywords: ['x-kubernetes-validations', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys'],
  formats: { 'date-time': true },
})

/** Compiles a schema; the function says whether a value fits, and keeps in `errors` where it does not. */
export function compileSchema(schema: AnySchema): ValidateFunction {
  return ajv.compile(schema)
}

/** What does not fit, as "response/children/0 must have required property 'kind'". */
export function faultsOf(validate: ValidateFunction, of: string): string {
  return ajv.errorsText(validate.errors, { dataVar: of })
}

/** Compiles a schema into a check that says where a value does not fit, undefined when it fits. */
export function compileCheck(schema: AnySchema, of: string): (value: unknown) => string | undefined {
  const fits = compileSchema(schema)
  return value => (fits(value) ? undefined : faultsOf(fits, of))
}
