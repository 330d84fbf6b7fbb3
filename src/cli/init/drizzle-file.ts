import { posix } from 'node:path'
import { type DriverName, driverEntry } from '../drivers.ts'
import type { DrizzleConfiguration } from '../drizzle-config.ts'
import { quote } from './columns.ts'

const dialects = { sqlite: 'sqlite', postgres: 'postgresql', mysql: 'mysql' }

/** The code of `drizzle.config.ts`. */
export function drizzleFile(driver: DriverName, schema: string, out: string): string {
  const { dialect } = driverEntry(driver)
  const name = driver === 'libsql' ? 'turso' : dialects[dialect]
  return `import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: '${name}',
  schema: './${schema}',
  out: './${out}',
${credentials(driver)}})
`
}

function credentials(driver: DriverName): string {
  switch (driver) {
    case 'd1':
      return ''
    case 'better-sqlite3':
      return "  dbCredentials: { url: process.env.DATABASE_FILE ?? 'app.db' },\n"
    case 'libsql':
      return `  dbCredentials: {
    url: process.env.DATABASE_URL ?? 'file:app.db',
    authToken: process.env.DATABASE_AUTH_TOKEN,
  },
`
    default:
      return "  dbCredentials: { url: process.env.DATABASE_URL ?? '' },\n"
  }
}

/** Whether a configuration of the app reads a schema file. */
export function readsSchema({ schema }: DrizzleConfiguration, file: string): boolean {
  return schema.some((path) => {
    const pattern = posix.normalize(path)
    const [before = '', after] = pattern.split('*', 2)
    if (after !== undefined) return file.startsWith(before)
    return pattern === file || file.startsWith(`${pattern.replace(/\/$/, '')}/`)
  })
}

/** The configuration with one more schema file; undefined where it does not say its own literally. */
export function withSchema(
  { text, schema, schemaRange }: DrizzleConfiguration,
  file: string,
): string | undefined {
  if (!schemaRange) return undefined
  const [start, end] = schemaRange
  const code = text.slice(start, end)
  const string = code.startsWith('"') ? `"./${file}"` : quote(`./${file}`)
  const isString = /^(['"]).*\1$/.test(code)
  if (isString) return `${text.slice(0, start)}[${code}, ${string}]${text.slice(end)}`
  const isList = code.startsWith('[') && schema.length > 0
  if (!isList) return undefined
  const list = code.replace(/,?(\s*)\]$/, (_, space) => `, ${string}${space}]`)
  return text.slice(0, start) + list + text.slice(end)
}
