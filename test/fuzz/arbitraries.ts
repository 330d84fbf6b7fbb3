import fc from 'fast-check'
import type { CsrfProtection } from '../../src/internal/auth/trust.ts'
import { authorization, cookie, sessionId } from './credentials.ts'
import { type FuzzRequest, originsAsSent, type Rules } from './model.ts'
import { rubbish } from './rubbish.ts'

const hosts = [
  'app.example.com',
  'example.com',
  'my-app.workers.dev',
  'app.example.com:8443',
  'localhost:3000',
  '127.0.0.1:8787',
  '[::1]:3000',
  'xn--bcher-kva.example',
]

const optional = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.option(arbitrary, { nil: undefined, freq: 3 })

const method = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'post', 'QUERY') },
  { weight: 3, arbitrary: fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'TRACE', 'get', 'Head') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' GET', 'GET ', 'GETS', 'CONNECT', 'ſet', 'POST GET'),
  },
  { weight: 1, arbitrary: rubbish },
)

const upgrade = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  { weight: 2, arbitrary: fc.constantFrom('websocket', 'h2c', 'WebSocket', '') },
  { weight: 1, arbitrary: rubbish },
)

const fetchSite = fc.oneof(
  { weight: 8, arbitrary: fc.constant(undefined) },
  {
    weight: 4,
    arbitrary: fc.constantFrom('same-origin', 'same-site', 'cross-site', 'none', 'same-site'),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('Same-Origin', 'same-origin, none', ' none', 'cross-site,none', ''),
  },
  { weight: 1, arbitrary: rubbish },
)

/** Origins around an app's host: its own, those that rules may allow, and those that look so. */
function originsAround(host: string): fc.Arbitrary<string> {
  const [name = host, port = ''] = host.split(/(?=:\d+$)/)
  const parent = host.slice(host.indexOf('.') + 1)
  return fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(`https://${host}`, `http://${host}`) },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        `https://admin.${host}`,
        `https://deep.admin.${host}`,
        `http://admin.${host}`,
        'https://partner.example.net',
        `https://null.${host}`,
        `https://undefined.${host}`,
      ),
    },
    {
      weight: 4,
      arbitrary: fc.constantFrom(
        `https://evil${host}`,
        `https://${host}.evil.example`,
        `https://${parent}`,
        `https://evil.${parent}`,
        `https://${name}.${port}`,
        `https://${name}:1${port.slice(1)}`,
        `https://${host}@evil.example`,
        `https://evil.example\\@${host}`,
        `https://evil.example/${host}`,
        `https://evil.example#@${host}`,
        'https://evil.example',
      ),
    },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        `HTTPS://${host.toUpperCase()}`,
        `https://${host}/`,
        `https:${host}`,
        ` https://${host}`,
        `https://${host}:443`,
        `https://user@${host}`,
        `https://${host}, https://evil.example`,
        `ftp://${host}`,
        `capacitor://${host}`,
        'file://',
        host,
        `//${host}`,
      ),
    },
    { weight: 3, arbitrary: fc.constantFrom(...Object.values(originsAsSent)) },
  )
}

const allowed = fc.oneof(
  fc.constant<'*'>('*'),
  fc.array(fc.constantFrom('admin', 'deep.admin', 'partner.example.net', 'api', 'evil', null), {
    maxLength: 3,
  }),
)

function rules(host: string): fc.Arbitrary<Rules> {
  const protection: fc.Arbitrary<CsrfProtection> = fc.record(
    {
      host: fc.constantFrom(host, host, 'other.example.com', host.toUpperCase()),
      hostHeader: fc.constantFrom('X-Forwarded-Host', 'x-forwarded-host', 'Host', 'X-Absent'),
      origins: fc.subarray(Object.keys(originsAsSent)),
    },
    { requiredKeys: [] },
  )
  const subDomains = fc.oneof(
    fc.constant({}),
    fc.record({ allowedSubDomains: allowed }),
    fc.record({ allowedSubdomains: allowed }),
  )
  const csrfProtection = fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(undefined, true) },
    { weight: 1, arbitrary: fc.constant(false) },
    {
      weight: 6,
      arbitrary: fc.tuple(protection, subDomains).map(([rules, own]) => ({ ...rules, ...own })),
    },
  )
  return fc.record({ csrfProtection, env: fc.constantFrom(undefined, 'PROD', 'DEV') })
}

/** A request to an app on some host, and the rules that the app has set. */
export const fuzzCase: fc.Arbitrary<{ request: FuzzRequest; rules: Rules }> = fc
  .constantFrom(...hosts)
  .chain((host) => {
    const ownHost = fc.oneof(
      { weight: 6, arbitrary: fc.constant(host) },
      { weight: 1, arbitrary: fc.constantFrom('other.example.com', `${host}/`, `x@${host}`, '/') },
      { weight: 1, arbitrary: rubbish },
    )
    const url = fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(`https://${host}/`, `https://${host}/a?b=c#d`) },
      { weight: 3, arbitrary: fc.constantFrom(undefined, `http://${host}/`, `wss://${host}/`) },
      { weight: 1, arbitrary: fc.oneof(rubbish, fc.constant('/only/a/path')) },
    )
    const headers = fc
      .record({
        origin: optional(
          fc.oneof(
            { weight: 8, arbitrary: originsAround(host) },
            { weight: 1, arbitrary: rubbish },
          ),
        ),
        host: optional(ownHost),
        'x-forwarded-host': optional(ownHost),
        'sec-fetch-site': fetchSite,
        upgrade,
        cookie: optional(cookie),
        authorization: optional(authorization),
      })
      .map((record) => new Map(Object.entries(record).filter(isGiven)))
    const sessionCookie = fc.oneof(
      { weight: 8, arbitrary: fc.constant(undefined) },
      { weight: 2, arbitrary: fc.oneof(sessionId(), fc.constant(null), fc.constant('')) },
    )
    return fc.record({
      request: fc.record({ method, url, headers, sessionCookie }),
      rules: rules(host),
    })
  })

function isGiven(entry: [string, string | undefined]): entry is [string, string] {
  return entry[1] !== undefined
}
