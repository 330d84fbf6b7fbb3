import { describe, expect, it } from 'vitest'
import { incoming, userOf } from '../defects/incoming.ts'
import { day, ours, plantSession } from '../defects/pair.ts'
import { invalid, open, orders } from './cookies.ts'

describe('several cookies of the name of the session', () => {
  it('have the session of the one that is valid, and the others do no harm', async () => {
    const { validate, rows } = open()
    const before = rows()
    for (const other of invalid) {
      for (const cookies of orders(['anna-1', other])) {
        expect(await validate(...cookies), cookies.join()).toMatchObject({
          user: 'anna',
          cookies: [],
        })
      }
      for (const cookies of orders(['berta-1', other, 'gone'])) {
        expect(await validate(...cookies)).toMatchObject({ user: 'berta', cookies: [] })
      }
    }
    expect(rows()).toEqual(before)
  })

  it('have a session where all that are valid are of one user', async () => {
    const { validate, rows } = open()
    const before = rows()
    for (const cookies of orders(['anna-1', 'anna-2', 'expired'])) {
      expect(await validate(...cookies)).toMatchObject({ user: 'anna', cookies: [] })
    }
    expect(rows()).toEqual(before)
  })

  it('have none where they are of two users, and none of them is ended', async () => {
    const { validate, rows } = open()
    const before = rows()
    for (const some of [
      ['anna-1', 'berta-1'],
      ['anna-idle', 'berta-1'],
      ['anna-idle', 'berta-idle'],
      ['anna-1', 'anna-2', 'berta-1'],
      ['anna-1', 'gone', 'berta-idle'],
      ['anna-1', 'anna-2', 'anna-idle', 'berta-idle'],
    ]) {
      for (const cookies of orders(some)) {
        expect(await validate(...cookies), cookies.join()).toMatchObject({
          user: null,
          cookies: [],
        })
      }
    }
    expect(rows()).toEqual(before)
  })

  it('end where none is valid, once', async () => {
    const { validate } = open()
    const ended = [expect.stringMatching(/^auth_session=;/)]
    for (const value of invalid) {
      expect(await validate(value, 'gone')).toMatchObject({ user: null, cookies: ended })
      expect(await validate('expired', value, value)).toMatchObject({ user: null, cookies: ended })
    }
  })

  it('cost a statement for each different one that can be an id', async () => {
    const { validate } = open()
    expect((await validate('anna-1')).statements).toBe(1)
    expect((await validate('anna-1', 'anna-1', 'anna-1')).statements).toBe(1)
    expect((await validate('anna-1', '', '%00', 'ä')).statements).toBe(1)
    expect((await validate('anna-1', 'gone')).statements).toBe(2)
    expect((await validate('gone', 'anna-1', 'anna-2', 'expired')).statements).toBe(4)
    expect((await validate('', '%00')).statements).toBe(0)
  })

  it('have no session and cost nothing where there are more than a browser keeps', async () => {
    const { validate, visit } = open()
    const many = ['anna-1', 'anna-2', 'anna-idle', 'gone', 'gone-too']
    for (const cookies of [many, [...many, ...Array.from({ length: 5_000 }, (_, n) => `x${n}`)]]) {
      expect(await validate(...cookies)).toMatchObject({ user: null, cookies: [], statements: 0 })
    }
    const rubbish = Array.from({ length: 1_000 }, (_, n) => `%0${n % 10}${n}`)
    expect(await validate(...rubbish, 'anna-1')).toMatchObject({ user: 'anna', statements: 1 })
    const { request, cookies } = visit(many)
    request.setSession(null)
    expect(cookies).toEqual([expect.stringMatching(/^auth_session=;/)])
  })

  it('are quickly read, however long they are', async () => {
    const { validate } = open()
    const start = performance.now()
    for (const long of [' ', '\t', '=', '"', ';', 'auth_session=', '%', '%41']) {
      await validate('gone', `x${long.repeat(200_000)}x`)
      await validate(`${long.repeat(200_000)}`, 'gone')
    }
    expect(performance.now() - start).toBeLessThan(20_000)
  })
})

describe('several sessions of one user, by their cookies', () => {
  const expiries = (rows: unknown[]) =>
    new Map(
      (rows as { id: string; idle_expires: number }[]).map((row) => [row.id, row.idle_expires]),
    )

  it('are the one that was made or renewed last, in any order', async () => {
    const { auth, validate } = open()
    await new Promise((resolve) => setTimeout(resolve, 2)) // In a millisecond after the others.
    await auth.createSession({ userId: 'anna', sessionId: 'anna-new' })
    for (const cookies of orders(['anna-new', 'anna-1', 'anna-idle'])) {
      const { session } = await validate(...cookies)
      expect(session?.sessionId).toBe('anna-new')
    }
  })

  it('are renewed where that one is in its idle period, and no other is', async () => {
    for (const cookies of orders(['anna-idle', 'older-idle', 'gone'])) {
      const { database, rows, validate } = open()
      plantSession(database, 'older-idle', { state: 'idle' })
      const older = Date.now() + 5 * day
      database
        .prepare(`update user_session set idle_expires = ? where id = 'older-idle'`)
        .run(older)
      const before = expiries(rows())
      const { session, ...answer } = await validate(...cookies)
      expect(session).toMatchObject({ sessionId: 'anna-idle', state: 'active', fresh: true })
      expect(answer.cookies).toEqual([
        expect.stringMatching(/^auth_session=anna-idle; Path=\/; Exp/),
      ])
      const after = expiries(rows())
      expect(after.get('anna-idle')).toBeGreaterThan(before.get('anna-idle') ?? 0)
      expect(after.get('older-idle')).toBe(older)
    }
  })

  it('leave the cookies alone where that one ends as it is renewed', async () => {
    const { auth, database } = ours({
      // Called between the read and the write of a renewal.
      getUserAttributes: (): object =>
        database.exec(`delete from user_session where id = 'renewed'`),
    })
    plantSession(database, 'renewed', { state: 'idle' })
    plantSession(database, 'older', { state: 'idle' })
    database
      .prepare(`update user_session set idle_expires = ? where id = 'older'`)
      .run(Date.now() + day)
    const context = incoming({ Cookie: 'auth_session=older; auth_session=renewed' })
    expect(await userOf(auth, context)).toBeNull()
    expect(context.cookies).toEqual([])
    expect(await userOf(auth, incoming({ Cookie: 'auth_session=older' }))).toBe('anna')
  })
})
