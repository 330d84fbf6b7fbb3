import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'
import { type Browser, chromium } from 'playwright-core'

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
