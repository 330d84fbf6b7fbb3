import { posix } from 'node:path'
import { moreNames, parts } from '../../internal/schema/names.ts'
import { dialectFacts } from '../drivers/dialect.ts'
import { dialectOf, driverOf, reachOf } from '../drivers/entries.ts'
import { quote } from '../printer.ts'
import type { Answers } from './answers.ts'
import { drizzleFile, readsSchema, withSchema } from './drizzle-file.ts'
import { findTables, type OwnTable } from './find-tables.ts'
import { type Place, schemaPath } from './place.ts'
import type { Plan } from './plan.ts'
import { schemaCode } from './schema-code.ts'
import { compilesFolder } from './tsconfig.ts'

type NewTables = Pick<Plan, 'changes' | 'notes'> & { path: string }

/** A file for the tables, and a configuration of drizzle-kit that reads it. */
export async function newTables(place: Place, answers: Answers): Promise<NewTables> {
  const existing = findTables(place.app.files.sources)
  const path = await schemaPath(place)
  const tableNames = freeNames(answers, existing)
  const text = schemaFile({ ...answers, tableNames })
  const others = [...new Set(existing.map(({ source }) => source.path))]
  const drizzle = await drizzleChange(place, answers, path, others)
  return {
    path,
    changes: [{ path, before: undefined, after: text }, ...drizzle.changes],
    notes: drizzle.notes,
  }
}

/** The code of `schema.ts`. */
function schemaFile({ driver, tableNames, attribute, more }: Answers): string {
  const dialect = dialectOf(driver)
  const [builder, ...configuration] = dialectFacts[dialect].text
  const { schema } = driverOf(driver)
  const column = `${attribute}: ${builder}(${[quote(attribute ?? ''), ...configuration].join(', ')})`
  return schemaCode({
    dialect,
    tableNames,
    tables: [...parts, ...more],
    builders: attribute ? [builder] : [],
    lines: [
      ...(attribute ? ['user: {', `  ${column}.notNull().unique(),`, '},'] : []),
      ...more.map((part) => `${part}: true,`),
      ...(schema ? [`${schema},`] : []),
    ],
  })
}

/** The table names, others where the app has tables of these names. */
function freeNames({ driver, tableNames, more }: Answers, existing: OwnTable[]) {
  const taken = existing.map(({ tableName }) => tableName)
  const moreTaken = more.filter((part) => taken.includes(tableNames[part] ?? moreNames[part]))
  const others = Object.fromEntries(moreTaken.map((part) => [part, `lucia_${part}`]))
  const defaults: string[] = Object.values(dialectFacts[dialectOf(driver)].tableNames)
  const isTaken = Object.values(tableNames).some(
    (name) => taken.includes(name) && defaults.includes(name),
  )
  const free = { user: 'lucia_user', session: 'lucia_session', key: 'lucia_key' }
  return { ...tableNames, ...(isTaken && free), ...others }
}

/**
 * A configuration of drizzle-kit that reads the schema: a new one, with all files that have tables,
 * since the kit drops what it does not see; or the app's with one file more.
 */
async function drizzleChange(
  { app: { folder, drizzle, wrangler }, language, ending }: Place,
  { driver, binding }: Answers,
  schema: string,
  others: string[],
): Promise<Pick<Plan, 'changes' | 'notes'>> {
  const database = wrangler?.d1.find((one) => one.binding === binding)
  if (!drizzle) {
    const isD1 = reachOf(driver) === 'binding'
    const out = (isD1 && database?.migrationsFolder) || 'migrations'
    const isCompiled = language === 'ts' && (await compilesFolder(folder))
    const path = `drizzle.config.${isCompiled ? 'js' : ending}`
    const after = drizzleFile(driver, [...others, schema], posix.normalize(out))
    return { changes: [{ path, before: undefined, after }], notes: [] }
  }
  const { file, text, out } = drizzle
  const notes: string[] = []
  if (database && posix.normalize(out) !== posix.normalize(database.migrationsFolder)) {
    notes.push(
      `${file} writes migrations to ${out}, but wrangler applies those of ${database.migrationsFolder}: set migrations_dir in ${wrangler?.file}.`,
    )
  }
  if (readsSchema(drizzle, schema)) return { changes: [], notes }
  const after = withSchema(drizzle, schema)
  if (after) return { changes: [{ path: file, before: text, after }], notes }
  return { changes: [], notes: [...notes, `Add ./${schema} to the schema of ${file}.`] }
}
