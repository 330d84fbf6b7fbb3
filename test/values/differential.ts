import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { comparison, outcome } from './compare.ts'
import type { OpenedValues, ValuesDriver } from './driver.ts'
import { relationsOf } from './relations.ts'
import { casesOf, schemaOf } from './schema.ts'

/**
 * A test for each column of a dialect: what `db` and `auth` write is stored as plain Drizzle on the
 * same driver stores it, and what they read is what plain Drizzle reads.
 */
export function sameValues(driver: ValuesDriver): void {
  const schema = schemaOf(driver.dialect)
  const cases = casesOf(driver.dialect)

  describe(`${driver.name} stores and reads as plain Drizzle does`, () => {
    describe.each(inTables(cases))('the columns from %s on', (_, some) => {
      let opened: OpenedValues
      let compare: ReturnType<typeof comparison>

      beforeAll(async () => {
        const ofSome = schemaOf(
          driver.dialect,
          some.map(([, property]) => property),
        )
        opened = await driver.open(ofSome)
        compare = comparison(driver, opened, ofSome)
      })
      afterAll(() => opened?.close())

      it.each(some)('%s', async (_, property, values) => {
        await compare(property, values)
      })
    })
  })

  describe(`${driver.name} without Drizzle`, () => {
    it('reads after createAuth() what it read before', async () => {
      const { plain, own, handle, close } = await driver.open(schema)
      try {
        await plain.insert(schema.user).values({ id: 'anna' })
        for (const [, property, [value]] of cases) {
          const row = { id: property, [property]: value }
          await outcome(() => plain.insert(schema.user).values(row))
        }
        const before = await own('select * from users')
        const { auth, db } = driver.createAuth(handle, { schema, ...relationsOf(schema) })
        await auth.getUser('anna')
        await db.query.user.findMany({ columns: { id: true } })
        expect(await own('select * from users')).toStrictEqual(before)
      } finally {
        await close()
      }
    })
  })
}

/** The columns in tables of a few: a statement names all of its table, which takes time. */
function inTables<Case extends readonly [title: string, ...unknown[]]>(
  cases: readonly Case[],
): [title: string, some: readonly Case[]][] {
  const tables: [string, readonly Case[]][] = []
  for (let at = 0; at < cases.length; at += 20) {
    const some = cases.slice(at, at + 20)
    tables.push([some[0]?.[0] ?? '', some])
  }
  return tables
}
