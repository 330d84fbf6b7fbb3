import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import {
  type Compiler,
  type Consumer,
  compile,
  install,
  printOthers,
  versions,
} from './consumer.ts'
import { type Entry, entries } from './entries.ts'
import type { Packed } from './packed.ts'
import { root } from './run.ts'

const drivers = entries
  .flatMap(({ packages }) => packages)
  .filter((name) => !/^@(types|cloudflare)\//.test(name))

/** The type tests that hold for every entry; they are written for D1. */
const anyEntry = ['attributes', 'exports', 'leaks', 'requests', 'results', 'table-names']

/** An app that uses no driver whose types would have to be there. */
const bare: Entry = { ...only('d1'), packages: [], handleImport: '', handle: 'D1Binding' }

export function installCases(folder: string, packed: Packed, compilers: Compiler[]): void {
  const installEntry = (name: string, packages: string[]) => {
    const beside = ['lucia@2', 'drizzle-orm', 'hono', 'expect-type', ...packages]
    return install(join(folder, name), packed.tarball, ...beside)
  }

  describe.each(entries)('an app on $name', (entry) => {
    let consumer: Consumer

    beforeAll(async () => {
      consumer = await installEntry(entry.name, entry.packages)
      await writeApp(consumer.folder, entry)
    })

    it('installs plainly, with no other driver and one Lucia', () => {
      expect(consumer.output).not.toMatch(/ERESOLVE|peer|lucia/i)
      const names = consumer.installed.map((path) => path.replace(/^.*node_modules\//, ''))
      const ofOthers = drivers.filter((name) => !entry.packages.includes(name))
      expect(names.filter((name) => ofOthers.includes(name))).toEqual([])
      const single = (name: string) => ['lucia', 'drizzle-orm', ...entry.packages].includes(name)
      expect(names.filter(single).sort()).toEqual(
        ['lucia', 'drizzle-orm', ...entry.packages].sort(),
      )
    })

    it('has exact types, without the types of other drivers', async () => {
      const findings = await compile(consumer.folder, newest(compilers), entry.types)
      printOthers(entry.name, findings)
      expect(findings.ours).toEqual([])
    })
  })

  describe('an app without the types of any driver', () => {
    let consumer: Consumer

    beforeAll(async () => {
      consumer = await installEntry('bare', [])
      await writeApp(consumer.folder, bare)
    })

    it('installs plainly', () => {
      expect(consumer.output).not.toMatch(/ERESOLVE|peer|lucia/i)
    })

    it.each(versions)('has exact types in TypeScript %s', async (version) => {
      const ofVersion = compilers.filter((compiler) => compiler.version === version)
      const compiling = ofVersion.map((compiler) => compile(consumer.folder, compiler))
      for (const findings of await Promise.all(compiling)) {
        printOthers(`TypeScript ${version}`, findings)
        expect(findings.ours).toEqual([])
      }
    })
  })
}

function newest(compilers: Compiler[]): Compiler {
  const [found] = compilers.filter(({ resolution }) => resolution === 'bundler').slice(-1)
  if (!found) throw new Error('There are no compilers')
  return found
}

function only(name: string): Entry {
  const found = entries.find((entry) => entry.name === name)
  if (!found) throw new Error(`There is no entry ${name}`)
  return found
}

/** Writes an app of an entry: what it must not be given, and the type tests in the entry's terms. */
async function writeApp(folder: string, entry: Entry): Promise<void> {
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
