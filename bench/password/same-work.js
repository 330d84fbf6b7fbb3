// Prints how long logins take that end in different ways: node bench/password/same-work.js
import { mkdtempSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

// Within the repository, so that the bundle finds what it imports.
const folder = mkdtempSync(fileURLToPath(new URL('../../node_modules/.bench-', import.meta.url)))
const outfile = `${folder}/logins.mjs`
try {
  await build({
    entryPoints: [fileURLToPath(new URL('logins.js', import.meta.url))],
    bundle: true,
    packages: 'external',
    format: 'esm',
    outfile,
  })
  await import(outfile)
} finally {
  rmSync(folder, { recursive: true })
}
