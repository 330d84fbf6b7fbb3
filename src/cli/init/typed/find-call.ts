import type { Expression, ObjectProperty } from '@babel/types'
import type { TableNames } from '../../../internal/schema/names.ts'
import { parseTableNames } from '../../arguments.ts'
import { dialectFacts } from '../../drivers/dialect.ts'
import { type DriverName, dialectOf, driverNames } from '../../drivers/entries.ts'
import { Failure } from '../../failure.ts'
import type { AppFiles } from '../../project/app-files.ts'
import { follow, literalOf } from '../../project/constants.ts'
import { importedCalls } from '../../project/imports.ts'
import { memberOf, placeOf, propertyOf, type Source } from '../../project/syntax.ts'

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

const byHand = 'write a schema by hand, as docs/schema.md has it'

/**
 * Finds the app's `createAuth()` with `attributes: 'columns'`. Throws a `Failure` where there is none,
 * or where it cannot be changed by a program.
 */
export function findColumnsCall(files: AppFiles, given: string | undefined): ColumnsCall {
  const calls = importedCalls(files.sources).filter(
    ({ module, name }) => module.startsWith('lucia-setup/') && name === 'createAuth',
  )
  const [found, other] = calls
  if (!found) {
    throw new Failure('--schema is for an app that calls createAuth(): run init without it first')
  }
  const { source, call, module } = found
  if (other) {
    const places = calls.map((one) => placeOf(one.source, one.call)).join(' and ')
    throw new Failure(`createAuth() is called more than once, in ${places}: ${byHand}`)
  }
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
  return {
    ...{ source, driver, attributes, names },
    handle: handle as Expression,
    tableNames: readNames(files, source, driver, names, given),
    holdsSessions: propertyOf(options, 'sessionAdapter') === undefined,
  }
}

/** The names of the tables: those that a flag gives, else those of the code. */
function readNames(
  files: AppFiles,
  source: Source,
  driver: DriverName,
  names: ObjectProperty | undefined,
  given: string | undefined,
): TableNames {
  const usual = dialectFacts[dialectOf(driver)].tableNames
  if (given !== undefined) return { ...usual, ...parseTableNames(given) }
  const written = names && literalOf({ source, node: names.value }, files)
  const all = { ...usual, ...Object(written) }
  const { user, session, key } = all
  const isKnown = names === undefined || (written !== undefined && !hasUnknown(all))
  if (isKnown) return { user, session, key }
  throw new Failure(
    `${placeOf(source, names)}: the table names are computed: give them with --table-names`,
  )
}

function hasUnknown(names: Record<string, unknown>): boolean {
  return Object.values(names).some((name) => typeof name !== 'string')
}
