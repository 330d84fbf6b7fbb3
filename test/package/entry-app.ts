import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Entry, entries } from './entries.ts'
import { root } from './run.ts'

/** The type tests that hold for every entry; they are written for D1. */
const anyEntry = ['attributes', 'exports', 'leaks', 'requests', 'results', 'table-names']

/** What the type tests import beside this package and a driver. */
export const besideTypeTests = ['hono', 'expect-type']

/** Writes an app of an entry: what it must not be given, and the type tests in the entry's terms. */
export async function writeApp(folder: string, entry: Entry): Promise<void> {
  const ofEntry = entry.name === 'd1' ? ['hono'] : []
  const tests = [...anyEntry, ...ofEntry, `own-tables-${entry.schema}`]
  await writeFile(join(folder, 'handles.ts'), handles(entry))
  for (const name of tests) {
    const text = await readFile(join(root, `test/types/${name}.test-d.ts`), 'utf8')
    const inTermsOfEntry = text
      .replace(/'lucia-setup\/(d1|pg|mysql2)'/, `'lucia-setup/${entry.name}'`)
      .replace("from 'vitest'", "from 'expect-type'")
    const inTermsOfDialect = inTermsOfEntry
      .replace("'drizzle-orm/sqlite-core'", `'drizzle-orm/${entry.dialect}-core'`)
      .replace("'lucia-setup/schema/sqlite'", `'lucia-setup/schema/${entry.schema}'`)
    const result = name.startsWith('own-tables') ? inTermsOfEntry : inTermsOfDialect
    await writeFile(join(folder, `${name}.ts`), result)
  }
}

function handles({ name, handleImport, handle }: Entry): string {
  const others = entries.filter((other) => other.name !== name)
  return `
${handleImport}
import { createAuth${handleImport ? '' : `, type ${handle}`} } from 'lucia-setup/${name}'
${others.map((other, index) => `import { createAuth as createAuth${index} } from 'lucia-setup/${other.name}'`).join('\n')}

interface KeyValueStore {
  get(key: string): Promise<string | null>
  put(key: string, value: string): Promise<void>
  list(): Promise<{ keys: string[] }>
}
declare const handle: ${handle}
declare const store: KeyValueStore
const { db } = createAuth(handle)

// @ts-expect-error nothing is no handle
createAuth(undefined)
// @ts-expect-error neither is a name
createAuth('DB')
// @ts-expect-error another kind of database
createAuth(store)
// The Drizzle client on it is one as well.
createAuth(db)
${others.map((_, index) => `// @ts-expect-error it is for another driver, whose own types are absent\ncreateAuth${index}(handle)`).join('\n')}
`
}
