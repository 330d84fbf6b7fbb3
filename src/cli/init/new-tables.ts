import { posix } from 'node:path'
import MagicString from 'magic-string'
import { moreNames, parts } from '../../internal/schema/names.ts'
import { dialectFacts } from '../drivers/dialect.ts'
import { type DriverName, dialectOf, driverOf, reachOf } from '../drivers/entries.ts'
import { quote } from '../printer.ts'
import type { DrizzleConfiguration } from '../project/drizzle-config.ts'
import type { Answers } from './answers.ts'
import { findTables, type OwnTable } from './find-tables.ts'
import type { Parts, SchemaImport } from './parts.ts'
import { importPath, schemaPath } from './place.ts'
import { type PlanPart, planOf } from './plan.ts'
import { schemaCode } from './schema-code.ts'

/** A file for the tables, and a configuration of drizzle-kit that reads it. */
export async function newTables(place: Parts): Promise<PlanPart & { schema: SchemaImport }> {
  const existing = findTables(place.app.files.sources)
  const path = await schemaPath(place)
  const after = schemaFile({ ...place, tableNames: freeNames(place, existing) })
  const others = [...new Set(existing.map(({ source }) => source.path))]
  return {
    ...planOf(
      { changes: [{ path, before: undefined, after }] },
      drizzleChange(place, path, others),
    ),
    schema: {
      import: `import * as schema from '${importPath(place.authPath, path, place.extension)}'`,
    },
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
function drizzleChange(
  { app: { drizzle, wrangler }, tsconfig, ending, driver, binding }: Parts,
  schema: string,
  others: string[],
): PlanPart {
  const database = wrangler?.d1.find((one) => one.binding === binding)
  if (!drizzle) {
    const isD1 = reachOf(driver) === 'binding'
    const out = (isD1 && database?.migrationsFolder) || 'migrations'
    const { outDir, noEmit } = tsconfig?.options ?? {}
    // One more file beside `src` would move what is compiled from dist/index.js to dist/src/index.js.
    const isCompiled = tsconfig?.isOpen && outDir && !noEmit
    const path = `drizzle.config.${isCompiled ? 'js' : ending}`
    const after = drizzleFile(driver, [...others, schema], posix.normalize(out))
    return { changes: [{ path, before: undefined, after }] }
  }
  const { file, text, out } = drizzle
  const applied = database?.migrationsFolder
  const isElsewhere = applied !== undefined && posix.normalize(out) !== posix.normalize(applied)
  const notes = isElsewhere
    ? [
        `${file} writes migrations to ${out}, but wrangler applies those of ${applied}: set migrations_dir in ${wrangler?.file}.`,
      ]
    : []
  if (readsSchema(drizzle, schema)) return { notes }
  const after = withSchema(drizzle, schema)
  if (after) return { changes: [{ path: file, before: text, after }], notes }
  return { notes: [...notes, `Add ./${schema} to the schema of ${file}.`] }
}

/** The code of `drizzle.config.ts`. */
function drizzleFile(driver: DriverName, files: string[], out: string): string {
  const { dialect = dialectFacts[dialectOf(driver)].kit, lines = [] } = driverOf(driver).kit ?? {}
  const paths = files.map((file) => quote(`./${file}`))
  const schema = paths.length === 1 ? paths[0] : `[${paths.join(', ')}]`
  return `import { defineConfig } from 'drizzle-kit'

export default defineConfig({
${[`  dialect: '${dialect}',`, `  schema: ${schema},`, `  out: './${out}',`, ...lines].join('\n')}
})
`
}

/** Whether a configuration of the app reads a schema file. */
function readsSchema({ schema }: DrizzleConfiguration, file: string): boolean {
  return schema.some((path) => {
    const pattern = posix.normalize(path)
    const [before = '', after] = pattern.split('*', 2)
    if (after !== undefined) return file.startsWith(before)
    return pattern === file || file.startsWith(`${pattern.replace(/\/$/, '')}/`)
  })
}

/** The configuration with one more schema file; undefined where it does not say its own literally. */
function withSchema(
  { text, schema, schemaRange }: DrizzleConfiguration,
  file: string,
): string | undefined {
  if (!schemaRange) return undefined
  const [start, end] = schemaRange
  const code = text.slice(start, end)
  const string = code.startsWith('"') ? `"./${file}"` : quote(`./${file}`)
  const edit = new MagicString(text)
  if (/^(['"]).*\1$/.test(code)) {
    edit.appendRight(start, '[').appendLeft(end, `, ${string}]`)
  } else if (code.startsWith('[') && schema.length > 0) {
    const longer = code.replace(/,?(\s*)\]$/, (_, space) => `, ${string}${space}]`)
    edit.overwrite(start, end, longer)
  } else return undefined
  return edit.toString()
}
