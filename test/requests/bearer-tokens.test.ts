import { describe, expect, it } from 'vitest'
import { incoming } from '../defects/incoming.ts'
import { ours, plantSession } from '../defects/pair.ts'

describe('an Authorization header', () => {
  it.each<[header: string, token: string | null]>([
    ['Bearer session-1', 'session-1'],
    ['bearer session-1', 'session-1'],
    ['BEARER session-1', 'session-1'],
    ['beArer session-1', 'session-1'],
    ['Bearer  session-1', 'session-1'],
    ['bearer      session-1', 'session-1'],
    ['Bearer session-1 ', 'session-1'],
    ['Bearer', null],
    ['Bearer ', null],
    ['Bearer      ', null],
    ['Bearersession-1', null],
    ['Bearer\tsession-1', null],
    ['Bearer \tsession-1', null],
    ['Bearer\u00a0session-1', null],
    [' Bearer session-1', null],
    ['Bearer session-1 session-1', null],
    ['Bearer session-1, Bearer session-1', null],
    ['Bearer session-1\n', null],
    ['Bearer sessiön', null],
    ['Bearer "session-1"', '"session-1"'],
    ['Basic session-1', null],
    ['Bearer: session-1', null],
    ['XBearer session-1', null],
    ['session-1', null],
    ['', null],
  ])('%j holds the token %j', async (header, token) => {
    const { auth, database } = ours()
    plantSession(database, 'session-1')
    expect(auth.readBearerToken(header)).toBe(token)
    const { request, setCookie } = incoming()
    const headers = { get: (name: string) => (name === 'Authorization' ? header : null) }
    const context = { request: { ...request, headers }, setCookie }
    const session = await auth.handleRequest(context).validateBearerToken()
    expect(session !== null).toBe(token === 'session-1')
  })

  it('may be missing, or as long as it likes', () => {
    const { auth } = ours()
    expect(auth.readBearerToken(null)).toBeNull()
    expect(auth.readBearerToken(undefined)).toBeNull()
    const start = performance.now()
    for (const long of [' ', 'x', 'Bearer ', ' x']) {
      auth.readBearerToken(`Bearer ${long.repeat(200_000)}\n`)
      auth.readBearerToken(`Bearer ${long.repeat(200_000)}`)
    }
    expect(performance.now() - start).toBeLessThan(5_000)
  })
})
