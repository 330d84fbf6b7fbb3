import { expect, it } from 'vitest'
import { measure } from '../../bench/size/measure.js'

it('adds at most 22.5 KB to a Worker that was written by hand from Lucia’s guides', async () => {
  const byHand = await measure('by-hand')
  const withLuciaSetup = await measure('with-lucia-setup')
  expect(withLuciaSetup.gzipped - byHand.gzipped).toBeLessThanOrEqual(23_040)
})
