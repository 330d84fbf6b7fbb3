import { cloudflareTest } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'

// Real engines on shared machines: no test depends on speed.
const timeouts = { testTimeout: 120_000, hookTimeout: 300_000 }

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['test/servers/global-setup.ts', 'test/tables-setup.ts'],
    projects: [
      {
        test: {
          ...timeouts,
          name: 'node',
          include: ['test/**/*.test.ts'],
          exclude: ['test/workers/**'],
        },
      },
      {
        plugins: [
          cloudflareTest({
            miniflare: {
              compatibilityDate: '2026-04-01',
              compatibilityFlags: ['nodejs_compat'],
              d1Databases: ['DB'],
              kvNamespaces: ['SESSIONS'],
            },
          }),
        ],
        test: { ...timeouts, name: 'workers', include: ['test/workers/**/*.test.ts'] },
      },
    ],
  },
})
