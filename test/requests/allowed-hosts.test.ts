import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { ours } from '../defects/pair.ts'
import { visitor } from './trust.ts'

/** Whose session a POST from an origin has, at an app that allows these hosts. */
function post(allowedSubDomains: string[], url: string, Origin: string, env?: 'DEV') {
  const visit = visitor({ csrfProtection: { allowedSubDomains }, ...(env && { env }) })
  return visit({ method: 'POST', url, headers: { Origin } })
}

const label = fc.constantFrom(
  'admin',
  'deep.admin',
  'bücher',
  'münchen',
  '会话',
  'x_y',
  'a-b',
  '42',
  '0x7f',
)
const port = fc.constantFrom('', ':443', ':80', ':8443', ':5173')
const scheme = fc.constantFrom('https', 'http')
/** The same name as somebody may write it: in other letters, in ASCII, with a dot of its own. */
const spelling = fc.constantFrom<((name: string) => string)[]>(
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.charAt(0).toUpperCase() + name.slice(1),
  (name) => new URL(`https://${name}.example`).hostname.slice(0, -'.example'.length),
  (name) => name.normalize('NFD'),
)

describe('csrfProtection.allowedSubDomains', () => {
  it('match what a browser sends, however a label below the own host is written', async () => {
    await fc.assert(
      fc.asyncProperty(
        label,
        port,
        port,
        scheme,
        spelling,
        async (name, own, given, scheme, spell) => {
          const app = `${scheme}://app.example.com${own}/`
          // A label without a port is on that of the app.
          const origin = new URL(`${scheme}://${name}.app.example.com${given || own}`).origin
          const entry = `${spell(name)}${given}`
          expect(await post([entry], app, origin), `${entry} ${app} ${origin}`).toBe('anna')
          const elsewhere = new URL(`${scheme}://${name}.other.example.com${given || own}`).origin
          expect(await post([entry], app, elsewhere)).toBeNull()
          const otherPort = new URL(`${scheme}://${name}.app.example.com:9999`).origin
          expect(await post([entry], app, otherPort)).toBeNull()
        },
      ),
    )
  })

  it('match what a browser sends, however a whole host is written', async () => {
    await fc.assert(
      fc.asyncProperty(label, port, scheme, spelling, async (name, given, scheme, spell) => {
        const app = `${scheme}://app.example.com/`
        const origin = new URL(`${scheme}://${name}.example.net${given}`).origin
        const entry = `${spell(name)}.Example.NET${given}`
        expect(await post([entry], app, origin), `${entry} ${origin}`).toBe('anna')
        const below = new URL(`${scheme}://x.${name}.example.net${given}`).origin
        expect(await post([entry], app, below)).toBeNull()
      }),
    )
  })

  it('are refused where they would never match', () => {
    const wrong = [
      '*',
      '*.example.com',
      '.example.com',
      'a..b',
      'https://admin',
      'admin/',
      'admin?',
      'x@admin',
      'ad min',
      'admin:x',
      'admin:99999',
      'ad\tmin',
      '%',
      'a%2fb',
      '',
      '.',
      ':443',
      '[::1',
      undefined,
      1,
      ['admin'],
    ]
    for (const entry of wrong) {
      for (const name of ['allowedSubDomains', 'allowedSubdomains']) {
        const setUp = () => ours({ csrfProtection: { [name]: ['api', entry] } })
        expect(setUp, String(entry)).toThrow(SetupError)
        expect(setUp, String(entry)).toThrow(`options.csrfProtection.${name}.1 must be `)
      }
    }
  })

  it('are refused in both spellings at once, one of which would be ignored', () => {
    const csrfProtection = { allowedSubDomains: ['admin'], allowedSubdomains: ['api'] }
    const setUp = () => ours({ csrfProtection })
    expect(setUp).toThrow(SetupError)
    expect(setUp).toThrow('options.csrfProtection.allowedSubdomains ')
  })
})
