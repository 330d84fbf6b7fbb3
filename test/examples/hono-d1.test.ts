import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type RunningExample, startExample } from './hono-d1.ts'
import { shownField } from './html.ts'
import { HttpBrowser, send, sendForm } from './http-browser.ts'

const firefox = {
  'User-Agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  'CF-IPCountry': 'DE',
  'CF-Connecting-IP': '192.0.2.1',
}
const iphone = {
  'User-Agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
  'CF-IPCountry': 'FR',
  'CF-Connecting-IP': '2001:db8::1',
}
const ada = { username: 'ada', password: 'correct horse battery' }
const bob = { username: 'bob', password: 'staple of the day' }

let example: RunningExample

beforeAll(async () => {
  example = await startExample()
}, 120_000)

afterAll(async () => {
  await example?.stop()
}, 60_000)

beforeEach(() => {
  for (const table of ['user_throttle', 'user_token', 'user_session', 'user_key', 'user']) {
    example.database.prepare(`delete from "${table}"`).run()
  }
})

function countRows() {
  const count = (table: string) =>
    example.database.prepare(`select count(*) from "${table}"`).pluck().get()
  return { users: count('user'), keys: count('user_key'), sessions: count('user_session') }
}

const linkIn = (mail = '') => new URL(/http:\S+/.exec(mail)?.[0] ?? 'none:')

async function signUp(account: typeof ada, headers = firefox): Promise<HttpBrowser> {
  const browser = new HttpBrowser(example.origin, headers)
  const page = await browser.submit('/sign-up', account)
  expect(page).toMatchObject({ status: 200, path: '/profile' })
  return browser
}

describe('an account', { timeout: 60_000 }, () => {
  test('lives from sign-up to signing out everywhere', async () => {
    const other = await signUp(bob)
    const first = await signUp(ada)
    expect((await first.open('/')).html).toContain('Hello, ada')

    const second = new HttpBrowser(example.origin, iphone)
    const page = await second.submit('/sign-in', { ...ada, username: ' ADA ' })
    expect(page).toMatchObject({ status: 200, path: '/profile' })
    expect(countRows()).toEqual({ users: 2, keys: 2, sessions: 3 })

    const list = (await first.open('/sessions')).html
    expect(list.match(/<li>/g)).toHaveLength(2)
    for (const text of ['Firefox on Linux', 'Germany', 'Safari on iPhone', 'France']) {
      expect(list).toContain(text)
    }
    expect(list.match(/This browser/g)).toHaveLength(1)
    expect(list.indexOf('This browser')).toBeGreaterThan(list.indexOf('Firefox on Linux'))

    const out = await second.submit('/sign-out-everywhere')
    expect(out).toMatchObject({ status: 200, path: '/sign-in?note=signed-out-everywhere' })
    expect(out.html).toContain('signed out on every device')
    expect(second.cookies.size).toBe(0)
    for (const browser of [first, second]) {
      for (const path of ['/profile', '/sessions']) {
        expect(await browser.open(path)).toMatchObject({ status: 200, path: '/sign-in' })
      }
    }
    expect(countRows()).toEqual({ users: 2, keys: 2, sessions: 1 })
    expect((await other.open('/profile')).html).toContain('Hello, bob')
  })

  test('signs out of one browser alone', async () => {
    const first = await signUp(ada)
    const second = new HttpBrowser(example.origin, iphone)
    await second.submit('/sign-in', ada)
    expect(await first.submit('/sign-out')).toMatchObject({ path: '/sign-in?note=signed-out' })
    expect(await first.open('/profile')).toMatchObject({ path: '/sign-in' })
    expect(await second.open('/profile')).toMatchObject({ path: '/profile' })
    expect(countRows()).toEqual({ users: 1, keys: 1, sessions: 1 })
  })

  test('lets a name and an address wait that have failed too often', async () => {
    await signUp(ada)
    const guess = (password: string, headers: object) =>
      sendForm(example.origin, '/sign-in', { ...ada, password }, { ...headers })
    for (let failure = 1; failure <= 6; failure++) {
      expect((await guess('incorrect horse', firefox)).status).toBe(400)
    }
    for (const headers of [firefox, iphone]) {
      const answer = await guess(ada.password, headers)
      expect(answer).toMatchObject({ status: 429, headers: { 'retry-after': '1' } })
      const { descriptions } = shownField(answer.html, 'password')
      expect(descriptions[0]).toContain('Too many attempts')
    }
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect((await guess(ada.password, iphone)).status).toBe(303)
    const throttle = example.database.prepare('select * from user_throttle').all()
    expect(JSON.stringify(throttle)).not.toMatch(/ada|192\.0\.2|2001:db8/)
  })

  test('signs one of its other browsers out, and none of anybody else', async () => {
    const other = await signUp(bob)
    const first = await signUp(ada)
    const second = new HttpBrowser(example.origin, iphone)
    await second.submit('/sign-in', ada)

    const listed = (html: string) =>
      [...html.matchAll(/name="sessionId" value="([^"]+)"/g)].map(([, id = '']) => id)
    const { html } = await first.open('/sessions')
    expect(listed(html)).toHaveLength(1)
    expect(html).toContain('aria-label="Sign out Safari on iPhone"')
    const ids = example.database
      .prepare<[string], string>(
        'select s.id from user_session s join user u on u.id = s.user_id where username = ?',
      )
      .pluck()
      .all('ada')
    expect(ids).toHaveLength(2)
    for (const id of [...ids, 'rubbish', '']) {
      expect(await other.submit('/sessions/end', { sessionId: id })).toMatchObject({
        path: '/sessions',
      })
    }
    expect(countRows().sessions).toBe(3)
    // What the page lists signs nobody in.
    const thief = new HttpBrowser(example.origin, iphone)
    thief.cookies.set('auth_session', listed(html)[0] ?? '')
    expect(await thief.open('/profile')).toMatchObject({ path: '/sign-in' })

    const ended = await first.submit('/sessions/end', { sessionId: listed(html)[0] ?? '' })
    expect(ended).toMatchObject({ status: 200, path: '/sessions?note=session-ended' })
    expect(ended.html.match(/<li>/g)).toHaveLength(1)
    expect(await second.open('/profile')).toMatchObject({ path: '/sign-in' })
    expect(await first.open('/profile')).toMatchObject({ path: '/profile' })
    expect(await other.open('/profile')).toMatchObject({ path: '/profile' })
  })

  test('changes its password, which signs all other browsers out', async () => {
    const first = await signUp(ada)
    const second = new HttpBrowser(example.origin, iphone)
    await second.submit('/sign-in', ada)
    const wrong = await first.submit('/password', {
      current: 'incorrect horse',
      password: 'new battery staple',
    })
    expect(wrong.status).toBe(400)
    expect(shownField(wrong.html, 'current').descriptions).toEqual(['This is not your password.'])
    const short = await first.submit('/password', { current: ada.password, password: 'short' })
    expect(shownField(short.html, 'password').descriptions[0]).toContain('8 characters or more')

    const changed = await first.submit('/password', {
      current: ada.password,
      password: 'new battery staple',
    })
    expect(changed).toMatchObject({ status: 200, path: '/profile?note=password-changed' })
    expect(changed.html).toContain('Your password is changed')
    expect(await second.open('/profile')).toMatchObject({ path: '/sign-in' })
    expect((await second.submit('/sign-in', ada)).status).toBe(400)
    const renewed = { ...ada, password: 'new battery staple' }
    expect(await second.submit('/sign-in', renewed)).toMatchObject({ path: '/profile' })
  })

  test('has an address once the link of a mail is opened, and a new password by another', async () => {
    const browser = await signUp(ada)
    const address = 'ada@example.com'
    const guess = await browser.submit('/email', { email: address, current: 'incorrect horse' })
    expect(shownField(guess.html, 'current').descriptions).toEqual(['This is not your password.'])
    const sent = await browser.submit('/email', { email: ` ${address} `, current: ada.password })
    expect(sent).toMatchObject({ status: 200, path: '/profile?note=mail-sent' })
    expect(sent.html).not.toContain(address)

    // An address that is not confirmed gets no mail of a forgotten password.
    const guest = new HttpBrowser(example.origin, iphone)
    const asked = await guest.submit('/forgot-password', { username: 'ada' })
    expect(await example.mailTo(address)).toContain('Your e-mail address')
    expect(await guest.submit('/forgot-password', { username: 'nobody' })).toEqual({
      ...asked,
      headers: expect.anything(),
    })

    const confirm = linkIn(await example.mailTo(address))
    expect(await guest.open(confirm.pathname + confirm.search)).toMatchObject({ status: 200 })
    expect((await browser.open('/profile')).html).not.toContain(address)
    const token = confirm.searchParams.get('token') ?? ''
    expect(await guest.submit('/confirm-email', { token })).toMatchObject({
      path: '/sign-in?note=email-confirmed',
    })
    expect((await browser.open('/profile')).html).toContain(address)
    const again = await guest.submit('/confirm-email', { token })
    expect(again.status).toBe(400)
    expect(again.html).toContain('This link works no more')

    await guest.submit('/forgot-password', { username: ' ADA ' })
    const reset = linkIn(await example.mailTo(address))
    expect(reset.pathname).toBe('/reset-password')
    const secret = reset.searchParams.get('token') ?? ''
    expect((await guest.open(reset.pathname + reset.search)).html).toContain(secret)
    expect((await guest.submit('/confirm-email', { token: secret })).status).toBe(400)
    const password = 'new battery staple'
    const short = await guest.submit('/reset-password', { token: secret, password: 'short' })
    expect(shownField(short.html, 'password').descriptions[0]).toContain('8 characters or more')
    expect(await guest.submit('/reset-password', { token: secret, password })).toMatchObject({
      path: '/sign-in?note=password-changed',
    })
    expect((await guest.submit('/reset-password', { token: secret, password })).status).toBe(400)
    expect(await browser.open('/profile')).toMatchObject({ path: '/sign-in' })
    expect((await guest.submit('/sign-in', ada)).status).toBe(400)
    expect(await guest.submit('/sign-in', { ...ada, password })).toMatchObject({ path: '/profile' })
  })

  test.each([
    ['', 'Enter your e-mail address.'],
    ['ada', 'This is not an e-mail address.'],
    ['ada@', 'This is not an e-mail address.'],
    ['a@b@c', 'This is not an e-mail address.'],
    ['ada@example.com\nBcc: all', 'This is not an e-mail address.'],
    ['\u001b[31mada@example.com', 'This is not an e-mail address.'],
    [`${'a'.repeat(250)}@b.de`, 'This is not an e-mail address.'],
  ])('says that %j is no address, and sends nothing', async (email, problem) => {
    const browser = await signUp(ada)
    const answer = await browser.submit('/email', { email, current: ada.password })
    expect(answer.status).toBe(400)
    expect(shownField(answer.html, 'email').descriptions[0]).toBe(problem)
    expect(example.database.prepare('select count(*) from user_token').pluck().get()).toBe(0)
  })

  test('keeps its session in a cookie that no script can read, after a redirect', async () => {
    const answer = await sendForm(example.origin, '/sign-up', ada)
    expect(answer).toMatchObject({ status: 303, headers: { location: '/profile' } })
    const cookies = answer.headers['set-cookie']
    expect(cookies).toHaveLength(1)
    expect(cookies?.[0]).toMatch(/^auth_session=\w{40}; /)
    expect(cookies?.[0]).toMatch(/; HttpOnly/)
    expect(cookies?.[0]).toMatch(/; SameSite=Lax/)
  })

  test.each(['/sign-out', '/sign-out-everywhere'])('loses its cookie to %s', async (path) => {
    const { cookieHeader } = await signUp(ada)
    const answer = await sendForm(example.origin, path, {}, { Cookie: cookieHeader })
    expect(answer.status).toBe(303)
    const cookies = answer.headers['set-cookie']
    expect(cookies).toHaveLength(1)
    expect(cookies?.[0]).toMatch(
      /^auth_session=; Path=\/; Expires=Thu, 01 Jan 1970|^auth_session=;.*Max-Age=0/,
    )
    expect(countRows().sessions).toBe(0)
  })

  test('remembers who signed in from where, the address only as a hash', async () => {
    await signUp(ada, firefox)
    await new HttpBrowser(example.origin, firefox).submit('/sign-in', ada)
    await new HttpBrowser(example.origin, iphone).submit('/sign-in', ada)
    await new HttpBrowser(example.origin).submit('/sign-in', ada)
    const sessions = example.database
      .prepare<[], Record<string, unknown>>('select * from user_session order by rowid')
      .all()
    const [first, again, phone, bare] = sessions
    expect(first).toMatchObject({ user_agent: firefox['User-Agent'], country: 'DE' })
    expect(first?.address_hash).toMatch(/^[0-9a-f]{64}$/)
    expect(again?.address_hash).toBe(first?.address_hash)
    expect(phone?.address_hash).not.toBe(first?.address_hash)
    expect(bare).toMatchObject({ user_agent: null, country: null })
    expect(JSON.stringify(sessions)).not.toMatch(/192\.0\.2|2001:db8/)
  })

  test('ends in another browser or country, and not at another address', async () => {
    const browser = await signUp(ada)
    const open = (changes: object) =>
      send(example.origin, '/profile', {
        headers: { ...firefox, ...changes, Cookie: browser.cookieHeader },
      })
    expect(await open({ 'CF-Connecting-IP': iphone['CF-Connecting-IP'] })).toMatchObject({
      status: 200,
    })
    const moved = await open(iphone)
    expect(moved.status).toBe(303)
    expect(moved.headers['set-cookie']).toEqual([expect.stringContaining('auth_session=;')])
    expect(countRows()).toMatchObject({ sessions: 0 })
  })

  test('shows whatever a browser calls itself as text', async () => {
    const strange = { 'User-Agent': '<b>me</b>', 'CF-IPCountry': 'T1', 'CF-Connecting-IP': '"' }
    const browser = await signUp(ada, strange)
    const { html } = await browser.open('/sessions')
    expect(html).toContain('&lt;b&gt;me&lt;/b&gt;')
    expect(html).not.toContain('<b>')
    const long = await signUp(bob, { ...firefox, 'User-Agent': 'x'.repeat(8000) })
    expect(await long.open('/sessions')).toMatchObject({ status: 200 })
  })

  test('is not asked to sign in twice', async () => {
    const browser = await signUp(ada)
    for (const path of ['/', '/sign-in', '/sign-up']) {
      expect(await browser.open(path)).toMatchObject({ status: 200, path: '/profile' })
    }
    expect(await browser.submit('/sign-in', ada)).toMatchObject({ path: '/profile' })
    expect(countRows().sessions).toBe(1)
  })

  test('loses its sessions and secrets to the cron job once they are over', async () => {
    const forgetful = await signUp(ada)
    await forgetful.submit('/email', { email: 'ada@example.com', current: ada.password })
    const browser = await signUp(bob)
    example.database.prepare('update user_token set expires = 1').run()
    example.database
      .prepare(
        "update user_session set idle_expires = 1 where user_id in (select id from user where username = 'ada')",
      )
      .run()
    await example.runCron()
    expect(countRows()).toEqual({ users: 2, keys: 2, sessions: 1 })
    expect(example.database.prepare('select count(*) from user_token').pluck().get()).toBe(0)
    expect(await browser.open('/profile')).toMatchObject({ path: '/profile' })
  })
})

describe('every page', { timeout: 60_000 }, () => {
  test('works without JavaScript and is kept by no cache', async () => {
    const browser = await signUp(ada)
    const guest = new HttpBrowser(example.origin)
    const own = ['/profile', '/sessions', '/password', '/email']
    const open = ['/sign-in', '/sign-up', '/forgot-password', '/reset-password', '/confirm-email']
    const pages = [
      ...(await Promise.all(own.map((path) => browser.open(path)))),
      ...(await Promise.all(open.map((path) => guest.open(path)))),
    ]
    for (const { html, headers } of pages) {
      expect(html).toMatch(/^<!doctype html><html lang="en">/)
      expect(html).not.toMatch(/<script|javascript:| on\w+=/)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'content-security-policy': expect.stringContaining("default-src 'self'"),
      })
    }
  })

  test('has its stylesheet and its icon', async () => {
    for (const [path, type] of [
      ['/style.css', 'text/css'],
      ['/icon.svg', 'image/svg+xml'],
    ] as const) {
      const { status, headers } = await send(example.origin, path)
      expect(status).toBe(200)
      expect(headers['content-type']).toContain(type)
    }
  })

  test.each([
    ['GET', '/nothing'],
    ['GET', '/sign-out'],
    ['GET', '/sign-out-everywhere'],
    ['POST', '/profile'],
    ['GET', '/%E0%A4%A'],
    ['GET', '/sign-in/../../etc/passwd'],
    ['GET', `/${'x'.repeat(4000)}`],
  ] as const)('says that there is none for %s %s', async (method, path) => {
    const headers = { Origin: example.origin }
    const answer = await send(example.origin, path, { method, headers })
    expect(answer.status).toBe(404)
    expect(answer.html).toContain('Not found')
  })

  test('makes nothing of an unknown note', async () => {
    const plain = await send(example.origin, '/sign-in')
    for (const note of ['constructor', '__proto__', '<script>alert(1)</script>', '']) {
      const answer = await send(example.origin, `/sign-in?note=${encodeURIComponent(note)}`)
      expect(answer).toMatchObject({ status: 200, html: plain.html })
    }
  })
})

describe('a wrong form', { timeout: 60_000 }, () => {
  const usernames = [
    ['', 'Choose a username'],
    ['ab', '3 characters or more'],
    ['x'.repeat(32), '31 characters or fewer'],
    ['ada:lovelace', 'Use only letters'],
    ['ada lovelace', 'Use only letters'],
    ['ada🔑', 'Use only letters'],
    ['ädä', 'Use only letters'],
    ['İstanbul', 'Use only letters'],
    ['a\0da', 'Use only letters'],
    ['"><script>alert(1)</script>', 'Use only letters'],
    ["ada' or ''='", 'Use only letters'],
    ['x'.repeat(100_000), '31 characters or fewer'],
  ] as const
  test.each(usernames)('says beside the username what is wrong with %j', async (name, problem) => {
    const answer = await sendForm(example.origin, '/sign-up', { ...ada, username: name })
    expect(answer.status).toBe(400)
    expect(answer.html).toContain('<title>Error: ')
    const { attributes, descriptions, hasLabel } = shownField(answer.html, 'username')
    expect(hasLabel).toBe(true)
    expect(attributes).toMatchObject({ 'aria-invalid': 'true', autocomplete: 'username' })
    expect(attributes.value ?? '').toBe(name)
    expect(descriptions[0]).toContain(problem)
    expect(shownField(answer.html, 'password').attributes['aria-invalid']).toBeUndefined()
    expect(answer.html).not.toContain(ada.password)
    expect(countRows()).toEqual({ users: 0, keys: 0, sessions: 0 })
  })

  const passwords = [
    ['', 'Choose a password'],
    ['1234567', '8 characters or more'],
    ['p'.repeat(256), '255 characters or fewer'],
    ['p'.repeat(100_000), '255 characters or fewer'],
    ['🔑'.repeat(25_000), '255 characters or fewer'],
  ] as const
  test.each(passwords)('says beside the password what is wrong with it', async (word, problem) => {
    const answer = await sendForm(example.origin, '/sign-up', { ...ada, password: word })
    expect(answer.status).toBe(400)
    const { attributes, descriptions, hasLabel } = shownField(answer.html, 'password')
    expect(hasLabel).toBe(true)
    expect(attributes).toMatchObject({ 'aria-invalid': 'true', autocomplete: 'new-password' })
    expect(attributes.value).toBeUndefined()
    expect(descriptions[0]).toContain(problem)
    expect(shownField(answer.html, 'username').attributes).toMatchObject({ value: 'ada' })
    if (word) expect(answer.html).not.toContain(word)
    expect(countRows()).toEqual({ users: 0, keys: 0, sessions: 0 })
  })

  test('accepts what is only just allowed', async () => {
    await signUp({ username: 'a-_', password: '        ' })
    await signUp({ username: '0'.repeat(31), password: '🔑'.repeat(127) })
    await new HttpBrowser(example.origin).submit('/sign-in', {
      username: '0'.repeat(31),
      password: '🔑'.repeat(127),
    })
    expect(countRows()).toEqual({ users: 2, keys: 2, sessions: 3 })
  })

  test('hears that a username is taken, in upper case too', async () => {
    await signUp(ada)
    for (const username of ['ada', 'ADA']) {
      const answer = await sendForm(example.origin, '/sign-up', { ...bob, username })
      expect(answer.status).toBe(409)
      const { attributes, descriptions } = shownField(answer.html, 'username')
      expect(attributes).toMatchObject({ 'aria-invalid': 'true', value: username })
      expect(descriptions[0]).toContain('taken')
    }
    expect(countRows()).toEqual({ users: 1, keys: 1, sessions: 1 })
  })

  test('loses when another one of the same moment wins the name', async () => {
    const passwords = ['first of the two', 'second of the two', 'third of the two']
    const answers = await Promise.all(
      passwords.map((password) => sendForm(example.origin, '/sign-up', { ...ada, password })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 409, 409])
    for (const { status, html } of answers) {
      if (status === 409) expect(shownField(html, 'username').descriptions[0]).toContain('taken')
    }
    expect(countRows()).toEqual({ users: 1, keys: 1, sessions: 1 })
    const winner = passwords[answers.findIndex(({ status }) => status === 303)] ?? ''
    for (const password of passwords) {
      const answer = await sendForm(example.origin, '/sign-in', { ...ada, password })
      expect(answer.status).toBe(password === winner ? 303 : 400)
    }
  })

  test('hears the same for a wrong password as for an unknown name', async () => {
    await signUp(ada)
    const wrong = [
      { username: 'ada', password: 'incorrect horse' },
      { username: 'eve', password: 'incorrect horse' },
      { username: 'e:e', password: 'incorrect horse' },
      { username: 'ada', password: 'p'.repeat(100_000) },
    ]
    for (const fields of wrong) {
      const answer = await sendForm(example.origin, '/sign-in', fields)
      expect(answer.status).toBe(400)
      const { attributes, descriptions } = shownField(answer.html, 'password')
      expect(attributes).toMatchObject({ 'aria-invalid': 'true', autocomplete: 'current-password' })
      expect(attributes.value).toBeUndefined()
      expect(descriptions).toEqual(['Wrong username or password.'])
      expect(shownField(answer.html, 'username').attributes.value).toBe(fields.username)
      expect(answer.headers['set-cookie']).toBeUndefined()
    }
    expect(countRows()).toEqual({ users: 1, keys: 1, sessions: 1 })
  })

  const form = 'application/x-www-form-urlencoded'
  const bodies = [
    ['without fields', form, ''],
    ['with other fields', form, 'user=ada&pass=correct'],
    ['with fields of one name', form, 'username=&username=&password='],
    ['with names of objects', form, '__proto__=1&constructor=2&username[]=ada&password.x=1'],
    ['with broken percent signs', form, 'username=%E0%A4%A&password=%'],
    ['of bytes that are no text', form, Buffer.from([0xff, 0xfe, 0x00, 0x80])],
    ['that is JSON', 'application/json', JSON.stringify(ada)],
    ['of a type that does not exist', 'rubbish', 'username=ada'],
    ['of no type', undefined, 'username=ada&password=correct+horse'],
    ['of parts without a boundary', 'multipart/form-data', 'username=ada'],
    ['of parts that are broken', 'multipart/form-data; boundary=x', '--x\r\nrubbish'],
    [
      'with a file for a field',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="username"; filename="a.txt"\r\n\r\nada\r\n--x--\r\n',
    ],
  ] as const
  test.each(bodies)('%s is told what is missing', async (_, type, body) => {
    const headers = { Origin: example.origin, ...(type && { 'Content-Type': type }) }
    for (const path of ['/sign-up', '/sign-in']) {
      const answer = await send(example.origin, path, { method: 'POST', headers, body })
      expect(answer.status).toBe(400)
      expect(shownField(answer.html, 'password').attributes['aria-invalid']).toBe('true')
    }
    expect(countRows()).toEqual({ users: 0, keys: 0, sessions: 0 })
  })

  test('of two megabytes is refused unread', async () => {
    const answer = await sendForm(example.origin, '/sign-up', {
      ...ada,
      password: 'p'.repeat(2 * 1024 * 1024),
    })
    expect(answer.status).toBe(413)
    expect(answer.html).toContain('too large')
    expect(countRows()).toEqual({ users: 0, keys: 0, sessions: 0 })
  })
})

describe('a cookie', { timeout: 60_000 }, () => {
  const rubbish: [string, string | string[]][] = [
    ['that is empty', 'auth_session='],
    ['without a value', 'auth_session'],
    ['of a session that does not exist', `auth_session=${'a'.repeat(40)}`],
    ['of SQL', "auth_session=' or 1=1 --"],
    ['of broken percent signs', 'auth_session=%E0%A4%A'],
    ['with a zero byte', 'auth_session=%00'],
    ['with bytes that are no ASCII', 'auth_session=\u00ff\u0080\u00fe'],
    ['of quotation marks', 'auth_session="""'],
    ['of separators', ';;;=;==;,auth_session;=auth_session=;'],
    ['with the name of an object', '__proto__=1; constructor=2; auth_session=[object Object]'],
    ['of 8 KB', `auth_session=${'a'.repeat(8192)}`],
    ['of 8 KB of others', `${'a=b; '.repeat(1638)}auth_session=x`],
    ['twice', 'auth_session=one; auth_session=two'],
    ['in two headers', ['auth_session=one', 'auth_session=two']],
  ]
  test.each(rubbish)('%s is no session', async (_, cookie) => {
    await signUp(ada)
    const before = countRows()
    const headers = { Cookie: cookie, Origin: example.origin }
    for (const path of ['/', '/profile', '/sessions', '/sign-in', '/sign-up', '/nothing']) {
      const answer = await send(example.origin, path, { headers })
      expect(answer.status).toBeLessThan(500)
      expect(answer.html).not.toContain('Hello')
      if (answer.status < 400 && answer.status > 299) {
        expect(answer.headers.location).toBe('/sign-in')
      }
    }
    for (const path of ['/sign-out', '/sign-out-everywhere']) {
      const answer = await send(example.origin, path, { method: 'POST', headers })
      expect(answer).toMatchObject({ status: 303, headers: { location: '/sign-in' } })
    }
    expect(countRows()).toEqual(before)
  })

  test('of a session beside another one of that name gives that session or none', async () => {
    const { cookieHeader } = await signUp(ada)
    const before = countRows()
    const pairs: (string | string[])[] = [
      `${cookieHeader}; auth_session=rubbish`,
      `auth_session=rubbish; ${cookieHeader}`,
      `${cookieHeader}; ${cookieHeader}`,
      [cookieHeader, 'auth_session=rubbish'],
      ['auth_session=rubbish', cookieHeader],
    ]
    for (const cookie of pairs) {
      const answer = await send(example.origin, '/profile', {
        headers: { ...firefox, Cookie: cookie },
      })
      expect([200, 303]).toContain(answer.status)
      if (answer.status === 200) expect(answer.html).toContain('Hello, ada')
    }
    expect(countRows()).toEqual(before)
  })
})

describe('a form of another site', { timeout: 60_000 }, () => {
  const otherOrigins = [
    undefined,
    '',
    'null',
    'rubbish',
    'http://',
    '://',
    'https://evil.example',
    'http://127.0.0.1',
    'https://127.0.0.1',
    'http://localhost',
    'file://',
    'chrome-extension://abcdefgh',
    'javascript:alert(1)',
    'http://[::1',
    'http://ada@127.0.0.1:1/x?y#z',
    'http://a http://b',
    '\u00e4\u00f6\u00fc',
    `http://${'a'.repeat(8000)}.example`,
  ]
  const headersOf = (origin: string | undefined, site?: string) => ({
    ...(origin !== undefined && { Origin: origin }),
    ...(site !== undefined && { 'Sec-Fetch-Site': site }),
    'Content-Type': 'application/x-www-form-urlencoded',
  })
  const untrusted = [
    ...otherOrigins.flatMap((origin) =>
      [undefined, 'same-site', 'cross-site', 'rubbish', ''].map((site) => headersOf(origin, site)),
    ),
    ...['http://127.0.0.1', 'null'].map((origin) => headersOf(origin, 'cross-site')),
  ]

  test('changes nothing and gets a message, whatever its Origin', async () => {
    const browser = await signUp(ada)
    const before = countRows()
    const forms = [
      ...['/sign-out', '/sign-out-everywhere', '/sign-in', '/sign-up', '/password', '/email'],
      ...['/sessions/end', '/forgot-password', '/reset-password', '/confirm-email'],
    ]
    const ownOrigin = headersOf(example.origin, 'cross-site')
    for (const headers of [...untrusted, ownOrigin]) {
      for (const path of forms) {
        const answer = await send(example.origin, path, {
          method: 'POST',
          headers: { ...firefox, ...headers, Cookie: browser.cookieHeader },
          body: new URLSearchParams(bob).toString(),
        })
        expect([path, headers, answer.status]).toEqual([path, headers, 403])
        expect(answer.html).toContain('another site')
        expect(answer.headers['set-cookie']).toBeUndefined()
      }
    }
    expect(countRows()).toEqual(before)
    expect(await browser.open('/profile')).toMatchObject({ path: '/profile' })
  })

  test('may lead to a page, for which its Origin does not count', async () => {
    const browser = await signUp(ada)
    for (const headers of untrusted) {
      const answer = await send(example.origin, '/profile', {
        headers: { ...firefox, ...headers, Cookie: browser.cookieHeader },
      })
      expect([headers, answer.status]).toEqual([headers, 200])
    }
  })

  test('is told apart from one of this site, with Origin or Sec-Fetch-Site', async () => {
    const own = [
      headersOf(example.origin),
      headersOf(example.origin, 'same-origin'),
      headersOf('null', 'same-origin'),
      headersOf(undefined, 'same-origin'),
      headersOf(undefined, 'none'),
    ]
    for (const headers of own) {
      const browser = await signUp(ada)
      const answer = await send(example.origin, '/sign-out-everywhere', {
        method: 'POST',
        headers: { ...firefox, ...headers, Cookie: browser.cookieHeader },
      })
      expect([headers, answer.status]).toEqual([headers, 303])
      expect(countRows()).toEqual({ users: 1, keys: 1, sessions: 0 })
      example.database.prepare('delete from user').run()
    }
  })
})
