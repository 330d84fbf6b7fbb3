import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { root } from '../package/run.ts'

/** A new database. To make one takes seconds, so it is made once, and the others begin as its copies. */
export async function emptyPglite(options: PGliteOptions = {}): Promise<PGlite> {
  return await PGlite.create({ ...options, loadDataDir: await data() })
}

/** The files of an empty database, as the installed version makes them. */
async function data(): Promise<Blob> {
  const manifest = await readFile(join(root, 'node_modules/@electric-sql/pglite/package.json'))
  const folder = join(root, 'node_modules/.cache/lucia-setup')
  const path = join(folder, `pglite-${JSON.parse(manifest.toString()).version}.tar`)
  const found = await readFile(path).catch(() => undefined)
  if (found) return new Blob([new Uint8Array(found)])
  const database = await PGlite.create()
  const made = await database.dumpDataDir('none')
  await database.close()
  await mkdir(folder, { recursive: true })
  // Renamed when it is whole, since another process may look for it.
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, new Uint8Array(await made.arrayBuffer()))
  await rename(unfinished, path)
  return made
}
