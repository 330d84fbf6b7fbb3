// What is sent to Workers: apps with Hono and D1, and this package's own code in each entry.
import { readdirSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { type Figures, report } from '../measure.ts'
import { measure } from '../size/measure.js'

const kilobyte = 1024
const gzipped = async (app: string) => [(await measure(app)).gzipped / kilobyte]

const figures: Figures = {
  'lucia-setup': await gzipped('with-lucia-setup'),
  'by hand': await gzipped('by-hand'),
  'better-auth': await gzipped('better-auth'),
  'Auth.js': await gzipped('auth-js'),
  'without authentication': await gzipped('without-auth'),
}
const [byHand = 0] = figures['by hand'] ?? []
report({
  name: 'Worker with Hono and D1, minified, gzip -9',
  unit: 'KB',
  figures,
  targets: [{ most: Number((byHand + 2).toFixed(1)) }],
})

/** An entry without what it imports from other packages. */
async function ownSize(entry: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [`src/${entry}`],
    bundle: true,
    minify: true,
    packages: 'external',
    format: 'esm',
    target: 'es2022',
    write: false,
  })
  const [file] = outputFiles
  return gzipSync(file?.contents ?? '', { level: 9 }).byteLength / kilobyte
}

for (const entry of readdirSync('src', { recursive: true }).map(String)) {
  if (!entry.endsWith('.ts') || /^(internal|cli)\//.test(entry)) continue
  report({
    name: `lucia-setup/${entry.replace('.ts', '')}, its own code, minified, gzip -9`,
    unit: 'KB',
    figures: { 'lucia-setup': [await ownSize(entry)] },
    targets: [{ most: 6 }],
  })
}
process.exit()
