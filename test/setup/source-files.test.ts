import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const project = join(import.meta.dirname, '../..')
const root = join(project, 'src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

/** The files and folders that a page names. */
function namedIn(page: string): string[] {
  const names = [...page.matchAll(/`([\w<>./-]+(?:\.(?:ts|json|md)|\/))`/g)].map(
    ([, name = '']) => name,
  )
  return names.map((name) => name.replace('<dialect>', 'sqlite'))
}

const longerThan = (lines: number, some: typeof files) =>
  some.filter(({ text }) => text.split('\n').length - 1 > lines).map(({ path }) => path)

describe('the source files', () => {
  it('of drivers fit on one screen: at most 60 lines', () => {
    const drivers = files.filter(({ text }) => text.includes('const driver: Driver<'))
    expect(drivers.length).toBeGreaterThan(14)
    expect(longerThan(60, drivers)).toEqual([])
  })

  it('have at most 200 lines: one that grows past that holds two things', () => {
    expect(longerThan(200, files)).toEqual([])
  })

  it('are where CONTRIBUTING.md says that they are', () => {
    const named = namedIn(readFileSync(join(project, 'CONTRIBUTING.md'), 'utf8'))
    const places = ['', 'src', 'src/internal', 'test/drivers', 'src/cli/drivers']
    const isThere = (name: string) =>
      places.some((place) =>
        ['pg', 'd1'].some((driver) =>
          existsSync(join(project, place, name.replace('<driver>', driver))),
        ),
      )
    expect(named.length).toBeGreaterThan(50)
    expect(named.filter((name) => !isThere(name))).toEqual([])
  })
})
