import { resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build, transform } from 'esbuild'

/** The apps, from the least to the most. */
export const apps = ['without-auth', 'by-hand', 'with-lucia-setup']

/**
 * Bundles an app as a Worker is deployed, minified, with this package from its source.
 * Resolves to its size in bytes, plain and gzipped, and to the same of each part: a package, or a
 * module of this one. What a part adds to the gzipped size depends on what else there is.
 */
export async function measure(app) {
  const entryPoints = [`bench/size/apps/${app}.ts`]
  const all = await size(app)
  // Without its white space a bundle does not say where its modules begin.
  const code = await bundle({ entryPoints, minifyIdentifiers: true, minifySyntax: true })
  const whole = await sizeWithoutSpace(code)
  const parts = new Map()
  for (const [name, rest] of withoutEachPart(code)) {
    const { bytes, gzipped } = await sizeWithoutSpace(rest)
    parts.set(name, { bytes: whole.bytes - bytes, gzipped: whole.gzipped - gzipped })
  }
  return { ...all, parts }
}

/** The same as a whole, with the Drizzle that is installed under a name. */
export async function size(app, drizzle = 'drizzle-orm') {
  const alias = { 'drizzle-orm': resolve('node_modules', drizzle) }
  const entryPoints = [`bench/size/apps/${app}.ts`]
  return sizeOf(await bundle({ entryPoints, minify: true, alias: { ...own, ...alias } }))
}

/** Bundles code that stands in the folder of the apps, minified. */
export function bundleCode(contents) {
  const stdin = { contents, resolveDir: 'bench/size/apps', loader: 'ts' }
  return bundle({ stdin, minify: true })
}

const own = { 'lucia-setup': resolve('src') }

async function bundle(options) {
  const { outputFiles } = await build({
    alias: own,
    ...options,
    bundle: true,
    write: false,
    external: ['node:*'],
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    conditions: ['workerd', 'worker', 'browser'],
  })
  return outputFiles[0].text
}

function sizeOf(code) {
  return { bytes: Buffer.byteLength(code), gzipped: gzipSync(code, { level: 9 }).byteLength }
}

async function sizeWithoutSpace(bundled) {
  const { code } = await transform(bundled, { minifyWhitespace: true, target: 'es2022' })
  return sizeOf(code)
}

/** A bundle without each of its parts; a comment with its path stands before each module. */
function withoutEachPart(code) {
  const [head, ...chunks] = code.split(/^(?=\/\/ .+\.[jt]s$)/m)
  const partOf = (chunk) => {
    const path = chunk.slice(3, chunk.indexOf('\n'))
    return path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1] ?? path
  }
  const names = new Set(chunks.map(partOf))
  return Array.from(names, (name) => {
    const rest = chunks.filter((chunk) => partOf(chunk) !== name)
    return [name, [head, ...rest].join('')]
  })
}
