import { chmod, lstat, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { diffOf, writeChanges } from '../../../src/cli/init/changes.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

let folder: string

beforeEach(async () => {
  folder = await temporaryFolder()
  await writeFile(join(folder, 'config.json'), 'old\n')
})

afterEach(() => rm(folder, { recursive: true }))

const edit = { path: 'config.json', before: 'old\n', after: 'new\n' }
const addition = { path: 'src/deep/auth.ts', before: undefined, after: 'code\n' }
const impossible = { path: 'config.json/auth.ts', before: undefined, after: 'code\n' }

describe('changes', () => {
  test('are written with the folders that they need', async () => {
    writeChanges(folder, [edit, addition])
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('new\n')
    expect(await readFile(join(folder, 'src/deep/auth.ts'), 'utf8')).toBe('code\n')
    expect(await readdir(folder)).toEqual(['config.json', 'src'])
    expect(await readdir(join(folder, 'src/deep'))).toEqual(['auth.ts'])
  })

  test('leave nothing when one of them cannot be written', async () => {
    const write = () => writeChanges(folder, [edit, addition, impossible])
    expect(write).toThrow(
      /^config\.json\/auth\.ts cannot be written \(E[A-Z]+\)\. Nothing was written$/,
    )
    expect(await readdir(folder)).toEqual(['config.json'])
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('old\n')
  })

  test('are not written over a file that is not as it was shown', async () => {
    await writeFile(join(folder, 'config.json'), 'newer\n')
    expect(() => writeChanges(folder, [addition, edit])).toThrow(
      'config.json has changed since it was shown: nothing was written',
    )
    const shownAsNew = { ...edit, before: undefined }
    expect(() => writeChanges(folder, [shownAsNew])).toThrow('has changed since it was shown')
    expect(await readdir(folder)).toEqual(['config.json'])
  })

  test('keep the rights of a file, and a link', async () => {
    await chmod(join(folder, 'config.json'), 0o640)
    await symlink('config.json', join(folder, 'link.json'))
    writeChanges(folder, [{ ...edit, path: 'link.json' }])
    expect((await stat(join(folder, 'config.json'))).mode & 0o777).toBe(0o640)
    expect((await lstat(join(folder, 'link.json'))).isSymbolicLink()).toBe(true)
    expect(await readFile(join(folder, 'config.json'), 'utf8')).toBe('new\n')
  })

  test('are shown as a patch', () => {
    expect(diffOf([edit, addition], false)).toBe(`--- a/config.json
+++ b/config.json
@@ -1,1 +1,1 @@
-old
+new

--- /dev/null
+++ b/src/deep/auth.ts
@@ -0,0 +1,1 @@
+code
`)
  })
})
