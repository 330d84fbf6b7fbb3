import { describe, expect, it } from 'vitest'
import { SetupError } from '../../src/errors.ts'
import { ours } from '../defects/pair.ts'
import { realVisitor, visitor } from './trust.ts'

const listed = [
  'https://app.example.com',
  'http://localhost:5173',
  'capacitor://localhost',
  'ionic://localhost',
  'tauri://localhost',
  'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
  'safari-web-extension://0E9C0C2A-52A5-4C1E-9F6C-3A1D2E4B5C6D',
  'https://[2001:db8::1]:8443',
]
const elsewhere = 'https://api.example.net/'

describe('csrfProtection.origins', () => {
  it('win over everything else that a request says', async () => {
    const visit = visitor({ csrfProtection: { origins: listed } })
    for (const Origin of listed) {
      for (const site of ['cross-site', 'same-site', 'none', 'rubbish', '']) {
        for (const url of [elsewhere, 'http://127.0.0.1:8787/', 'rubbish', null]) {
          const headers = { Origin, 'Sec-Fetch-Site': site, Host: 'x.example' }
          expect(await visit({ method: 'POST', url, headers }), Origin).toBe('anna')
          const socket = { ...headers, Upgrade: 'websocket' }
          expect(await visit({ url, headers: socket }), Origin).toBe('anna')
        }
      }
    }
  })

  it('hold for a real Request', async () => {
    const visit = realVisitor({ csrfProtection: { origins: listed } })
    for (const Origin of listed) {
      const headers = { Origin, 'Sec-Fetch-Site': 'cross-site', Cookie: 'auth_session=session-1' }
      expect(await visit(new Request(elsewhere, { method: 'POST', headers }))).toBe('anna')
    }
  })

  it('trust nothing beside themselves', async () => {
    const visit = visitor({ csrfProtection: { origins: listed } })
    const near = [
      'http://app.example.com',
      'https://app.example.com:8443',
      'https://evil.app.example.com',
      'https://example.com',
      'https://app.example.com.evil.example',
      'https://evil.example',
      'http://localhost',
      'http://localhost:5174',
      'https://localhost:5173',
      'http://127.0.0.1:5173',
      'capacitor://evil',
      'capacitor://localhost:1',
      'http://capacitor',
      'tauri://localhost.evil.example',
      'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba',
      'moz-extension://abcdefghijklmnopabcdefghijklmnop',
      'https://[2001:db8::2]:8443',
      'null',
      'file://',
      '',
      '*',
    ]
    for (const Origin of near) {
      for (const site of ['cross-site', 'same-site', '']) {
        const headers = { Origin, 'Sec-Fetch-Site': site }
        expect(await visit({ method: 'POST', url: elsewhere, headers }), Origin).toBeNull()
      }
    }
    expect(await visit({ method: 'POST', url: elsewhere })).toBeNull()
  })

  it("leave the app's own origin, host and allowed hosts as they are", async () => {
    const csrfProtection = {
      origins: ['capacitor://localhost'],
      host: 'app.example.com',
      allowedSubDomains: ['admin'],
    }
    const visit = visitor({ csrfProtection })
    const post = (Origin: string) => visit({ method: 'POST', url: elsewhere, headers: { Origin } })
    expect(await post('https://app.example.com')).toBe('anna')
    expect(await post('https://admin.app.example.com')).toBe('anna')
    expect(await post('https://api.example.net')).toBeNull()
    const none = visitor({ csrfProtection: { origins: [] } })
    const headers = { Origin: 'https://api.example.net' }
    expect(await none({ method: 'POST', url: elsewhere, headers })).toBe('anna')
  })

  it('are compared as browsers write them: lower case, no default port, IDN', async () => {
    const same: [origin: string, header: string][] = [
      ['HTTPS://App.Example.COM', 'https://app.example.com'],
      ['https://app.example.com:443', 'https://app.example.com'],
      ['http://app.example.com:80', 'http://app.example.com'],
      ['https://bücher.example', 'https://xn--bcher-kva.example'],
      ['https://BÜCHER.example:8443', 'https://xn--bcher-kva.example:8443'],
      ['Capacitor://LocalHost', 'capacitor://localhost'],
      ['https://[2001:DB8:0:0::1]', 'https://[2001:db8::1]'],
      ['https://192.0.2.1', 'https://192.0.2.1'],
    ]
    for (const [origin, Origin] of same) {
      const visit = visitor({ csrfProtection: { origins: [origin] } })
      const headers = { Origin, 'Sec-Fetch-Site': 'cross-site' }
      expect(await visit({ method: 'POST', url: elsewhere, headers }), origin).toBe('anna')
    }
  })

  it('are refused at set-up where they are no whole origins', () => {
    const wrong: unknown[] = [
      'https://app.example.com',
      ['https://app.example.com/'],
      ['https://app.example.com/app'],
      ['https://app.example.com?x'],
      ['https://app.example.com#x'],
      ['https://user@app.example.com'],
      ['https://user:secret@app.example.com'],
      ['app.example.com'],
      ['localhost:5173'],
      ['//app.example.com'],
      ['https:app.example.com'],
      ['https:/app.example.com'],
      ['https:\\\\app.example.com'],
      ['https://'],
      ['https://*.example.com'],
      ['https://a b.example.com'],
      [' https://app.example.com'],
      ['https://app.example.com:x'],
      ['https://app.example.com:99999'],
      ['file://'],
      ['data:,'],
      ['null'],
      ['*'],
      [''],
      [null],
      [undefined],
      [1],
      [new URL('https://app.example.com')],
      [['https://app.example.com']],
      { 0: 'https://app.example.com' },
      '*',
      null,
    ]
    for (const origins of wrong) {
      const setUp = () => ours({ csrfProtection: { origins } as never })
      expect(setUp, String(origins)).toThrow(SetupError)
      expect(setUp, String(origins)).toThrow('csrfProtection')
    }
    ours({ csrfProtection: { origins: undefined } })
  })
})
