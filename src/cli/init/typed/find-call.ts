import type { Expression, ObjectProperty } from '@babel/types'
import type { TableNames } from '../../../internal/schema/names.ts'
import { parseTableNames } from '../../arguments.ts'
import { dialectFacts } from '../../drivers/dialect.ts'
import { type DriverName, dialectOf, driverNames } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { follow, literalOf } from '../../project/constants.ts'
import { memberOf, placeOf, propertyOf, type Source } from '../../project/syntax.ts'
import { onlyCall } from '../existing/find-set-up.ts'

/** A `createAuth()` of the app whose attributes are the columns. */
export interface ColumnsCall {
  source: Source
  driver: DriverName
  handle: Expression
  /** `attributes: 'columns'` */
  attributes: ObjectProperty
  /** `tableNames: ...` */
  names: ObjectProperty | undefined
  tableNames: TableNames
  /** Whether the sessions are in the database. */
  holdsSessions: boolean
}

/**
 * Finds the app's `createAuth()` with `attributes: 'columns'`. Throws a `Failure` where there is none,
 * or where it cannot be changed by a program.
 */
export function findColumnsCall(files: AppFiles, given: string | undefined): ColumnsCall {
  const found = onlyCall(
    files,
    ({ module, name }) => module.startsWith('lucia-setup/') && name === 'createAuth',
    (places) =>
      `createAuth() is called more than once, in ${places}: write a schema by hand, as docs/schema.md has it`,
  )
  if (!found) {
    throw new Failure('--schema is for an app that calls createAuth(): run init without it first')
  }
  const { source, call, module } = found
  const driver = driverNames.find((name) => module === `lucia-setup/${name}`)
  const [handle, argument] = call.arguments
  const options = argument && follow({ source, node: argument }).node
  const isObject = options?.type === 'ObjectExpression'
  const attributes = isObject ? memberOf(options, 'attributes') : undefined
  if (!driver || !handle || !isObject || !attributes) {
    throw new Failure(
      `${placeOf(source, call)}: createAuth() has no attributes: 'columns' that is written out in this file, which --schema would replace`,
    )
  }
  if (literalOf({ source, node: attributes.value }) !== 'columns') {
    throw new Failure(`${placeOf(source, attributes)}: attributes must be 'columns', written out`)
  }
  const names = memberOf(options, 'tableNames')
  const usual = dialectFacts[dialectOf(driver)].tableNames
  const own = given === undefined ? readNames(files, source, names) : parseTableNames(given)
  const { user, session, key } = { ...usual, ...own }
  return {
    ...{ source, driver, attributes, names },
    handle: handle as Expression,
    tableNames: { user, session, key },
    holdsSessions: propertyOf(options, 'sessionAdapter') === undefined,
  }
}

/** The names of the tables that the code has. */
function readNames(
  files: AppFiles,
  source: Source,
  property?: ObjectProperty,
): Partial<TableNames> {
  if (!property) return {}
  const written = literalOf({ source, node: property.value }, files)
  const names: Record<string, string> = Object(written)
  const isKnown = Object.values(names).every((name) => typeof name === 'string')
  if (written !== undefined && isKnown) return names
  throw new Failure(
    `${placeOf(source, property)}: the table names are computed: give them with --table-names`,
  )
}
