import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { describe, expect, it } from 'vitest'
import { unstable_getMiniflareWorkerOptions as readConfiguration } from 'wrangler'
import { ownFolder } from '../own-folder.ts'
import { type Block, blocksOf, pages } from './pages.ts'

const folder = await ownFolder()
const all = (await Promise.all((await pages()).map(blocksOf))).flat()
const pairs = all.flatMap((toml, index): [string, Block, Block][] => {
  const json = all[index + 1]
  return toml.language === 'toml' && json?.language === 'json' && json.page === toml.page
    ? [[`${toml.page}:${toml.line}`, toml, json]]
    : []
})

describe('the configuration of a Worker', () => {
  it('is shown in both of its forms', () => expect(pairs.length).toBeGreaterThan(3))

  it.each(pairs)('says the same in both: %s', (_, toml, json) => {
    expect(JSON.parse(json.lines.join('\n'))).toEqual(parse(toml.lines.join('\n')))
  })

  it('has a database and variables for each environment, and flags for all', async () => {
    const shown = all.find(({ lines }) => lines.includes('[env.staging.vars]'))?.lines ?? []
    const file = join(folder, 'wrangler.toml')
    const flags = ['compatibility_date = "2026-04-01"', 'compatibility_flags = ["nodejs_compat"]']
    const own = ['[[d1_databases]]', 'binding = "DB"', 'database_id = "own"', '']
    const text = ['name = "app"', 'main = "index.js"', ...flags, '', ...own, ...shown].join('\n')
    await writeFile(join(folder, 'index.js'), 'export default {}')
    const optionsOf = async (configuration: string, environment?: string) => {
      await writeFile(file, configuration)
      return readConfiguration(file, environment).workerOptions
    }
    const staging = await optionsOf(text, 'staging')
    expect(staging.compatibilityFlags).toEqual(['nodejs_compat'])
    expect(JSON.stringify(staging.d1Databases)).not.toContain('own')
    expect(staging.bindings).toMatchObject({ ENVIRONMENT: 'PROD' })
    const bare = await optionsOf(
      text.replace(/\[env.staging.vars\].*/s, '[env.staging]'),
      'staging',
    )
    expect(Object.keys({ ...bare.d1Databases, ...bare.bindings })).toEqual([])
  })
})
