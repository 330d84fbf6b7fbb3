import { expect, it } from 'vitest'
import { send } from '../examples/http-browser.ts'
import { Browser } from './browser.ts'
import type { Site } from './script.ts'

const name = 'svelte'
const password = 'correct horse battery'
const columns = 'id, user_id, active_expires, idle_expires'

/** What holds of a renewed session's cookie with each kind of answer of SvelteKit. */
export function sveltekitCases(site: () => Site, field: string): void {
  /** Begins a session in its idle period. */
  async function beginIdle(id: string): Promise<void> {
    const { origin, query } = site()
    await new Browser(origin).submit('/sign-up', { [field]: name, password })
    const user = `select user_id from user_key where id like '%:${name}'`
    const values = `$1, user_id, 1, 9999999999999 from (${user}) as found`
    await query(`insert into user_session (${columns}) select ${values}`, id)
  }

  it.each([
    ['a page', '/form', 200],
    ['a stream', '/stream', 200],
    ['the answer of another server', '/of-another', 200],
    ['a redirect of load()', '/redirect', 303],
    ['a redirect of a later hook', '/hook', 303],
    ['a page that is not there', '/nothing', 404],
  ])('sends the cookie of a renewed session with %s', async (_, path, status) => {
    const id = `at ${path}`.replace(/\W/g, '-')
    await beginIdle(id)
    const answer = await send(site().origin, path, { headers: { Cookie: `auth_session=${id}` } })
    expect(answer.status, answer.html).toBe(status)
    expect(answer.headers['set-cookie']).toEqual([expect.stringContaining(`auth_session=${id};`)])
    if (status === 200) expect(answer.html).toContain(name)
  })

  it('takes a renewal back with an error of a later hook, which has no cookies', async () => {
    await beginIdle('broken')
    const headers = { Cookie: 'auth_session=broken' }
    const answer = await send(site().origin, '/broken-hook', { headers })
    expect([answer.status, answer.headers['set-cookie']]).toEqual([500, undefined])
    const rows = "select id from user_session where id = 'broken' and active_expires = 1"
    expect(await site().query(rows)).toEqual([{ id: 'broken' }])
  })
}
