import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { root } from './run.ts'

const folder = join(root, '.github/workflows')
const names = await readdir(folder)
const read = (name: string) => readFile(join(folder, name), 'utf8')

describe.each(names)('the workflow %s', (name) => {
  it('runs actions by their hash', async () => {
    for (const [, action = ''] of (await read(name)).matchAll(/uses: (\S+)/g)) {
      if (!action.startsWith('./')) expect(action).toMatch(/^actions\/[\w-]+@[0-9a-f]{40}$/)
    }
  })
})

describe('the job that npm trusts', async () => {
  const [before = '', job = ''] = (await read('publish.yml')).split(/^ {2}publish:$/m)

  it('is the only one, and publishes a file that another has built and tested', () => {
    expect(before).not.toContain('id-token')
    expect(job).toContain('id-token: write')
    expect(job).toMatch(/needs: \[pack, test\]/)
    expect(job).toContain('sha256sum --check')
  })

  it('runs no code of the project or of its dependencies', () => {
    expect(job).not.toMatch(/checkout|npm (ci|install|run|test)|npx|contents: /)
    const commands = [...job.matchAll(/run: (.+)$/gm)].map(([, command = '']) => command)
    expect(commands).toHaveLength(2)
    expect(commands[1]).toMatch(/^npm publish .*--ignore-scripts$/)
  })
})
