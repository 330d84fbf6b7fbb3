import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium } from 'playwright-core'
import { findProgram, requireBinaries } from '../servers/binaries.ts'
import { temporaryFolder } from '../temporary-folder.ts'

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
  const folder = await temporaryFolder()
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
function requireChromium(): Promise<string> {
  const wanted = {
    name: 'Chromium',
    variable: 'CHROMIUM',
    value: 'its path',
    packages: ['chromium'],
  }
  const given = process.env.CHROMIUM
  return requireBinaries(wanted, async () => given ?? findProgram(['chromium'], ['/usr/bin']))
}
