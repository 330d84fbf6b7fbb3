import { describe, expect, inject, it } from 'vitest'
import { HttpBrowser } from '../examples/http-browser.ts'
import { startTestWorker } from './start-worker.ts'

describe('the built package in a bundled Worker on D1', () => {
  it.each([
    ['with nodejs_compat', undefined, 'true'],
    ['without nodejs_compat', 'without-node', 'false'],
  ])('signs up, in and out %s', async (_, environment, hasNode) => {
    const worker = await startTestWorker('worker-d1.ts', { d1Databases: ['DB'] }, environment)
    try {
      const database = await worker.getD1Database('DB')
      const tables = inject('sqliteTables').lucia
      await database.batch(tables.map((statement) => database.prepare(statement)))

      const browser = new HttpBrowser((await worker.ready).origin)
      expect(await browser.open('/has-node')).toMatchObject({ html: hasNode })
      const anna = { username: 'anna', password: 'correct horse battery staple' }
      expect(await browser.submit('/sign-up', anna)).toMatchObject({ status: 200 })
      expect(await browser.open('/me')).toMatchObject({ status: 200, html: 'anna' })
      expect(await browser.submit('/sign-out')).toMatchObject({ status: 200 })
      expect(await browser.open('/me')).toMatchObject({ status: 401 })
      expect(await browser.submit('/sign-in', anna)).toMatchObject({ status: 200 })
      expect(await browser.open('/me')).toMatchObject({ status: 200, html: 'anna' })
      const { results } = await database.prepare('select user_id from user_session').all()
      expect(results).toHaveLength(1)
    } finally {
      await worker.dispose()
    }
  })
})
