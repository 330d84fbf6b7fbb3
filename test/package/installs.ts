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
import { type Entry, entryNamed } from './entries.ts'
import { besideTypeTests, writeApp } from './entry-app.ts'
import type { Packed } from './packed.ts'

/** An app that uses no driver whose types would have to be there. */
const bare: Entry = { ...entryNamed('d1'), packages: [], handleImport: '', handle: 'D1Binding' }

/** Apps on a driver are where each is installed, in `test/install/`. */
export function installCases(folder: string, packed: Packed, compilers: Compiler[]): void {
  describe('an app without the types of any driver', () => {
    let consumer: Consumer

    beforeAll(async () => {
      const beside = ['lucia@2', 'drizzle-orm', ...besideTypeTests]
      consumer = await install(join(folder, 'bare'), packed.tarball, ...beside)
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
