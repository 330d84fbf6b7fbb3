import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { BrowserContext, Page } from 'playwright-core'
import { startChromium } from './chromium.ts'

const axe = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

declare global {
  interface Window {
    axe: { run(): Promise<AxeResults> }
  }
}

/** What axe finds on a page, by its rules of every level. */
async function run(page: Page): Promise<string[]> {
  await page.addScriptTag({ path: axe })
  const { violations } = await page.evaluate(() => window.axe.run())
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))
}

/**
 * What axe finds on a page. It looks at a copy in a context where scripts run (`bypassCSP`), which the
 * page itself does without.
 */
export async function accessibilityProblems(
  page: Page,
  scripted: BrowserContext,
): Promise<string[]> {
  const copy = scripted.pages()[0] ?? (await scripted.newPage())
  await copy.unrouteAll()
  const body = await page.content()
  await copy.route(page.url(), (route) => route.fulfill({ contentType: 'text/html', body }))
  await copy.goto(page.url())
  return await run(copy)
}

/** The same for pages whose styles stand in them, on the smallest phone, light and dark. */
export async function problemsOf(...pages: string[]): Promise<string[]> {
  const browser = await startChromium()
  const problems: string[] = []
  try {
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await browser.newPage({ colorScheme, viewport: { width: 320, height: 640 } })
      for (const html of pages) {
        await page.setContent(html)
        const width = await page.locator('html').evaluate((element) => element.scrollWidth)
        if (width > 320) problems.push(`It is ${width} px wide`)
        problems.push(...(await run(page)))
      }
    }
  } finally {
    await browser.close()
  }
  return problems
}
