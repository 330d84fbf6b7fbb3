const browsers = [
  ['Edg', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['FxiOS/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['CriOS/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const
const systems = [
  ['iPhone', 'iPhone'],
  ['iPad', 'iPad'],
  ['Android', 'Android'],
  ['Windows', 'Windows'],
  ['Mac OS X', 'macOS'],
  ['CrOS', 'ChromeOS'],
  ['Linux', 'Linux'],
] as const

/** Names a browser as people know it. The order counts: most user agents claim to be others too. */
export function describeBrowser(userAgent: string | null): string {
  if (!userAgent) return 'Unknown browser'
  const nameIn = (names: typeof browsers | typeof systems) =>
    names.find(([mark]) => userAgent.includes(mark))?.[1]
  const browser = nameIn(browsers)
  const system = nameIn(systems)
  if (!browser) return userAgent.slice(0, 60)
  return system ? `${browser} on ${system}` : browser
}

/** The English name of a country, of its code of two letters; Cloudflare says T1 for Tor. */
export function describeCountry(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return 'Somewhere'
  return new Intl.DisplayNames('en', { type: 'region' }).of(code) ?? code
}

/** A time as it is where the visitor is: Cloudflare says in which zone that is. */
export function describeTime(time: Date, timeZone: string): string {
  const format = { dateStyle: 'long', timeStyle: 'short', timeZone } as const
  const zone = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' })
  const name = zone.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value
  return `${new Intl.DateTimeFormat('en-GB', format).format(time)} ${name}`
}
