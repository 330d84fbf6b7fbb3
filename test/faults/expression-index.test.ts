import { describe, expect, it } from 'vitest'
import { UniqueConstraintError } from '../../src/errors.ts'
import { handles } from '../drivers/drivers.ts'

const key = { providerId: 'email', providerUserId: 'anna', password: null }

// MariaDB has no indexes on expressions, but on columns that the schema does not know.
const index = {
  sqlite: ['create unique index one_name on "user" (substr(username, 1, 2))'],
  postgres: ['create unique index one_name on "user" (substr(username, 1, 2))'],
  mysql: [
    'alter table `user` add beginning varchar(255) as (substr(username, 1, 2)) persistent',
    'create unique index one_name on `user` (beginning)',
  ],
}
const columns = { sqlite: [], postgres: ['username'], mysql: [] }

describe.each(handles)('a unique index that the schema of $name does not know', (subject) => {
  it('is named when a value of it is taken, by its columns where the driver tells them', async () => {
    const opened = await subject.open(subject.schema)
    try {
      const { auth } = subject.createAuth(opened.handle, { schema: subject.schema })
      for (const statement of index[subject.dialect]) await opened.run(statement)
      await auth.createUser({ key, attributes: { username: 'anna' } })
      const other = { ...key, providerUserId: 'berta' }
      for (const given of [null, other]) {
        const again = auth.createUser({ key: given, attributes: { username: 'anton' } })
        const error = await again.catch((reason) => reason)
        expect(error).toBeInstanceOf(UniqueConstraintError)
        expect(error).toMatchObject({ index: 'one_name', columns: columns[subject.dialect] })
      }
    } finally {
      await opened.close()
    }
  })
})
