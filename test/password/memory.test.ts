import { expect, it } from 'vitest'
import { runInNode } from './run-in-node.ts'

it('is bounded in Node: 50 logins at once take what 8 take', async () => {
  // With as many threads as logins, nothing but the line keeps them from 1,600 MiB.
  const { valid, added } = await runInNode('node-logins.ts', { UV_THREADPOOL_SIZE: '50' })
  expect(valid).toBe(50)
  expect(added).toBeLessThan(8 * 32 + 64)
})
