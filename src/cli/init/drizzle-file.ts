import { posix } from 'node:path'
import MagicString from 'magic-string'
import { dialectFacts } from '../drivers/dialect.ts'
import { type DriverName, dialectOf, driverOf } from '../drivers/entries.ts'
import { quote } from '../printer.ts'
import type { DrizzleConfiguration } from '../project/drizzle-config.ts'

/** The code of `drizzle.config.ts`. */
export function drizzleFile(driver: DriverName, files: string[], out: string): string {
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
  const edit = new MagicString(text)
  if (/^(['"]).*\1$/.test(code)) {
    edit.appendRight(start, '[').appendLeft(end, `, ${string}]`)
  } else if (code.startsWith('[') && schema.length > 0) {
    edit.overwrite(
      start,
      end,
      code.replace(/,?(\s*)\]$/, (_, space) => `, ${string}${space}]`),
    )
  } else return undefined
  return edit.toString()
}
