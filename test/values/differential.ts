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
  let opened: OpenedValues
  let compare: ReturnType<typeof comparison>

  describe(`${driver.name} stores and reads as plain Drizzle does`, () => {
    beforeAll(async () => {
      opened = await driver.open(schema)
      compare = comparison(driver, opened, schema)
    })
    afterAll(() => opened?.close())

    it.each(cases)('%s', async (_, property, values) => {
      await compare(property, values)
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
