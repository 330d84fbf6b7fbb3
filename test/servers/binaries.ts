import { execFile } from 'node:child_process'
import { access, constants, readdir, rm, writeFile } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** Programs of which one folder, or several, must hold one each, and how to come by them. */
export interface Wanted {
  /** For the messages, such as `PostgreSQL`. */
  name: string
  /** The variable that may hold the address of a running server, or something else. */
  variable: string
  value?: string
  /** Debian packages that bring the programs. */
  packages: string[]
}

/** The path of the first of the programs that is found, on PATH and then in the other folders. */
export async function findProgram(names: string[], folders: string[]): Promise<string | undefined> {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const folder of [...path, ...folders]) {
    for (const name of names) {
      if (await isExecutable(join(folder, name))) return join(folder, name)
    }
  }
  return undefined
}

/** Whether this process may run the file. */
export async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  )
}

/** The folders `<parent>/<version>/bin`, the highest version first; none without the parent. */
export async function versionFolders(parent: string): Promise<string[]> {
  const versions = await readdir(parent).catch((): string[] => [])
  return versions
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(parent, version, 'bin'))
}

/**
 * What `find` finds, installing the Debian packages when it finds nothing and we may. Otherwise it
 * throws what to install, or which variable to set: a missing engine fails the run.
 */
export async function requireBinaries<Found>(
  wanted: Wanted,
  find: () => Promise<Found | undefined>,
): Promise<Found> {
  const present = await find()
  if (present) return present
  const cure = `install it (on Debian: apt-get install ${wanted.packages.join(' ')}) or set ${wanted.variable} to ${wanted.value ?? 'the address of a running server'}`
  const aptGet = await findProgram(['apt-get'], ['/usr/bin'])
  if (process.getuid?.() !== 0 || !aptGet) {
    throw new Error(`${wanted.name} is not installed: ${cure}`)
  }
  await install(aptGet, wanted.packages).catch((cause) => {
    throw new Error(`${wanted.name} could not be installed: ${cure}`, { cause })
  })
  const installed = await find()
  if (!installed) throw new Error(`${wanted.name} was installed but is not found: ${cure}`)
  return installed
}

let installing: Promise<void> = Promise.resolve()
let updated = false

/** One installation at a time: apt-get holds a lock, and two engines start at once. */
function install(aptGet: string, packages: string[]): Promise<void> {
  const done = installing.then(() => installNow(aptGet, packages))
  installing = done.catch(() => undefined)
  return done
}

async function installNow(aptGet: string, packages: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300']
  const limits = { env, maxBuffer: 64 * 1024 * 1024 }
  if (!updated) await run(aptGet, [...options, 'update'], limits)
  updated = true
  await withoutServices(async () => {
    await run(
      aptGet,
      [...options, 'install', '--yes', '--no-install-recommends', ...packages],
      limits,
    )
  })
}

/** Debian's own way to install a server without starting it: a policy that denies services. */
async function withoutServices(work: () => Promise<void>): Promise<void> {
  const policy = '/usr/sbin/policy-rc.d'
  const written = await writeFile(policy, '#!/bin/sh\nexit 101\n', {
    mode: 0o755,
    flag: 'wx',
  }).then(
    () => true,
    () => false,
  )
  try {
    await work()
  } finally {
    if (written) await rm(policy)
  }
}
