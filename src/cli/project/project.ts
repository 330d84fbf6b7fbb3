import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Agent, detect } from 'package-manager-detector'
import { type DriverName, driverNames, driverOf, reachOf } from '../drivers/entries.ts'
import { Failure } from '../failure.ts'
import { readCloudflareConfig } from './cloudflare-config.ts'
import { type DrizzleConfiguration, readDrizzleConfig } from './drizzle-config.ts'
import { readWrangler, type WranglerConfiguration } from './wrangler.ts'

/** What is found in the folder of an app. Nothing of the app is run. */
export interface Project {
  /** The folder of `package.json`. */
  folder: string
  /** All dependencies of `package.json`, with their ranges. */
  dependencies: Readonly<Record<string, string>>
  /** Whether Node takes a `.js` file of it for a module. */
  isModule: boolean
  /** Whether it has packages in its folders. */
  workspaces: boolean
  /** What the app is installed with, for `resolveCommand()` of package-manager-detector. */
  packageManager: Agent
  /** The wrangler configuration, or `cloudflare.config.ts`, where there is one. */
  wrangler: WranglerConfiguration | undefined
  /** `drizzle.config.*`, where there is one. */
  drizzle: DrizzleConfiguration | undefined
}

const wranglerFiles = ['wrangler.json', 'wrangler.jsonc', 'wrangler.toml']
const cloudflareFiles = ['ts', 'mts', 'js', 'mjs'].map((end) => `cloudflare.config.${end}`)
const drizzleFiles = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs', 'json'].map(
  (extension) => `drizzle.config.${extension}`,
)

/** Reads the project in a folder. Throws a `Failure` when there is none or a file of it is broken. */
export async function readProject(folder: string): Promise<Project> {
  const manifest = await readManifest(folder)
  const found = await detect({ cwd: folder })
  return {
    folder,
    dependencies: { ...manifest.devDependencies, ...manifest.dependencies },
    isModule: manifest.type === 'module',
    workspaces: manifest.workspaces !== undefined,
    packageManager: found?.agent ?? 'npm',
    wrangler:
      (await readFirst(folder, wranglerFiles, readWrangler)) ??
      (await readFirst(folder, cloudflareFiles, readCloudflareConfig)),
    drizzle: await readDrizzle(folder),
  }
}

/** The drizzle-kit configuration of a folder. */
export function readDrizzle(folder: string): Promise<DrizzleConfiguration | undefined> {
  return readFirst(folder, drizzleFiles, readDrizzleConfig)
}

/** The drivers that the project has: by its bindings and the packages that it depends on. */
export function driversOf({ dependencies, wrangler }: Project): DriverName[] {
  return driverNames.filter((name) => {
    const { package: packageName, worker } = driverOf(name)
    if (reachOf(name) === 'binding') return wrangler !== undefined && wrangler.d1.length > 0
    if (wrangler && !worker) return false
    return packageName !== undefined && Object.hasOwn(dependencies, packageName)
  })
}

/** The text of a file; undefined when there is none. Throws a `Failure` when it cannot be read. */
export async function textOfFile(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new Failure(`${path} cannot be read: ${code}`, { cause: error })
  }
}

interface Manifest {
  type?: string
  workspaces?: unknown
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
}

/** Reads a `package.json`. Throws a `Failure` when there is none, or it is broken. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await textOfFile(join(folder, 'package.json'))
  if (text === undefined) {
    throw new Failure(`There is no package.json in ${folder}: run this in your project's folder`)
  }
  try {
    return JSON.parse(text) as Manifest
  } catch (error) {
    throw new Failure(`package.json is broken: ${(error as Error).message}`, { cause: error })
  }
}

/** What the first of some files says that there is, and that can be read. */
export async function readFirst<Read>(
  folder: string,
  files: string[],
  read: (file: string, text: string) => Read | undefined,
): Promise<Read | undefined> {
  for (const file of files) {
    const text = await textOfFile(join(folder, file))
    const found = text === undefined ? undefined : read(file, text)
    if (found !== undefined) return found
  }
  return undefined
}
