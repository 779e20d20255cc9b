import { Ajv, type AnySchema, type ValidateFunction } from 'ajv'

// The API server has already applied defaults, pruning and bounds. A validator that coerced or removed anything here would
// hide a difference between CRD and schema. Formats are the API server's to check too.
const ajv = new Ajv({
  coerceTypes: false,
  removeAdditional: false,
  useDefaults: false,
  allowUnionTypes: true,
  keywords: ['x-kubernetes-validations', 'x-kubernetes-list-type', 'x-kubernetes-list-map-keys'],
  formats: { 'date-time': true },
})

/** Compiles a schema into a predicate, which lists the faults of the last value in its property `errors`. */
export function compileSchema(schema: AnySchema): ValidateFunction {
  return ajv.compile(schema)
}

/** The faults of the last value, such as "response/children/0 must have required property 'kind'". */
export function faultsOf(validate: ValidateFunction, name: string): string {
  return ajv.errorsText(validate.errors, { dataVar: name })
}

/** Compiles a schema into a check that returns the faults of a value, or undefined if it has none. */
export function compileCheck(schema: AnySchema, name: string): (value: unknown) => string | undefined {
  const isValid = compileSchema(schema)
  return value => (isValid(value) ? undefined : faultsOf(isValid, name))
}
