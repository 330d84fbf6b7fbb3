import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../src')
const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

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
})
