import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { createAuth } from '../../src/better-sqlite3.ts'
import { root } from '../package/run.ts'

const read = (path: string) => readFile(join(root, path), 'utf8')
const readme = await read('README.md')
const databases = await read('docs/databases.md')

/** The entries that take a handle of a driver, or a client of an ORM: their files say so. */
async function entriesWithHandles(): Promise<string[]> {
  const paths = await readdir(join(root, 'src'), { recursive: true })
  const entries: string[] = []
  for (const path of paths.filter((name) => /^(?!internal|cli).*\.ts$/.test(name))) {
    if (/export (const|function) createAuth\b/.test(await read(`src/${path}`))) {
      entries.push(path.slice(0, -'.ts'.length))
    }
  }
  return entries
}

it('is read within a minute', () => {
  expect(Buffer.byteLength(readme)).toBeLessThanOrEqual(9 * 1024)
  expect(readme.split('\n').length).toBeLessThanOrEqual(220)
})

it('names every entry that takes a handle, and so does the page on databases', async () => {
  const entries = await entriesWithHandles()
  expect(entries.length).toBeGreaterThan(8)
  const first = (entry: string) => `\`${entry}\``
  // Those in a folder stand behind the first of it.
  const shown = (entry: string) =>
    entry.includes('/') && entry !== 'drizzle/sqlite'
      ? `\`${entry.replace(/^\w+/, '')}\``
      : `- [${first(entry)}`
  for (const entry of entries) {
    expect(readme).toContain(shown(entry))
    expect(databases).toContain(`lucia-setup/${entry}`)
  }
})

it('names every method of auth', () => {
  const { auth } = createAuth(new Database(':memory:'))
  const inherited = Object.getOwnPropertyNames(Object.getPrototypeOf(auth))
  const methods = [...new Set([...Object.keys(auth), ...inherited])].filter(
    (name) => name !== 'constructor' && typeof Reflect.get(auth, name) === 'function',
  )
  // Options, and what Lucia and this library's middleware call themselves.
  const inner =
    /^(transformDatabase|getDatabase|get\w+Attributes$|getNewSessionExpiration|validate.+(Origin|Argument)$)/
  const others = ['handleRequestContext', 'middleware']
  const missing = methods.filter((name) => !inner.test(name) && !readme.includes(`\`${name}(`))
  expect(missing.sort()).toEqual(others)
})

it('has every option on the page on options', async () => {
  const files = ['options', 'auth/trust', 'auth/session-cookie']
  const texts = await Promise.all(files.map((file) => read(`src/internal/${file}.ts`)))
  const names = texts.flatMap((text) =>
    [...text.matchAll(/^ {2}(\w+)\?:/gm)].map(([, name]) => name),
  )
  expect(names.length).toBeGreaterThan(15)
  const page = await read('docs/options.md')
  expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([])
})

it('leads to every page, through the list of them, which models get as well', async () => {
  const pages = (await readdir(join(root, 'docs'))).filter((name) => name !== 'README.md')
  const list = await read('docs/README.md')
  const forModels = await read('llms.txt')
  for (const page of pages) {
    expect(list).toContain(`](${page})`)
    expect(forModels).toContain(`](docs/${page})`)
  }
  for (const [, target = ''] of forModels.matchAll(/\]\(([^)]+)\)/g)) {
    await expect(read(target), target).resolves.toBeTruthy()
  }
})
