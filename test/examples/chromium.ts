import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'

const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Starts Chromium, installing it first where it is missing and we may. */
export async function startChromium(): Promise<Browser> {
  return await chromium.launch({ executablePath: await requireChromium(), args: flags })
}

/** A browser with a profile of its own, which goes as it is closed. */
export interface Profile {
  context: BrowserContext
  close(): Promise<void>
}

/**
 * The same with more flags, as the browser of one user who lets sites have cookies on the pages of
 * others: windows that are private do not.
 */
export async function startProfile(...more: string[]): Promise<Profile> {
  const executablePath = await requireChromium()
  const folder = await mkdtemp(join(tmpdir(), 'chromium-'))
  await mkdir(join(folder, 'Default'))
  const preferences = { profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }
  await writeFile(join(folder, 'Default', 'Preferences'), JSON.stringify(preferences))
  const options = { executablePath, args: [...flags, ...more], ignoreHTTPSErrors: true }
  const context = await chromium.launchPersistentContext(folder, options)
  return {
    context,
    async close() {
      await context.close()
      await rm(folder, { recursive: true, force: true, maxRetries: 10 })
    },
  }
}

/** The path of Chromium: of the variable CHROMIUM, or of Debian's package. */
async function requireChromium(): Promise<string> {
  const path = process.env.CHROMIUM ?? '/usr/bin/chromium'
  if (existsSync(path)) return path
  const cure = 'install it (on Debian: apt-get install chromium) or set CHROMIUM to its path'
  if (process.env.CHROMIUM || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Error(`There is no Chromium at ${path}: ${cure}`)
  }
  await installChromium().catch((cause) => {
    throw new Error(`Chromium could not be installed: ${cure}`, { cause })
  })
  return path
}

async function installChromium(): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  // Another test may be installing its own engine.
  const options = ['-q', '-o', 'DPkg::Lock::Timeout=300']
  const run = (...command: string[]) =>
    promisify(execFile)('apt-get', [...options, ...command], { env, maxBuffer: 2 ** 26 })
  await run('update')
  await run('install', '--yes', '--no-install-recommends', 'chromium')
}
