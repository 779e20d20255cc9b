/** The kind of a column: text, or a number, which may be a decimal string such as "-10.00". */
export type ColumnKind = 'text' | 'number'

/** The columns of a report by their names (camelCase), in their order. */
export type Columns = Readonly<Record<string, ColumnKind>>

/** A value; undefined if there is none. */
export type Cell = string | number | undefined

/** A value for each column. */
export type Row<Of extends Columns = Columns> = Readonly<{ [Name in keyof Of]: Cell }>

/** A report. Only the table for people shows its totals. */
export interface Report<Of extends Columns = Columns> {
  columns: Of
  rows: readonly Row<Of>[]
  totals?: readonly Row<Of>[]
}
