import { cloudflareTest } from '@cloudflare/vitest-pool-workers'
import { defineConfig } from 'vitest/config'

// Real engines on shared machines: no test depends on speed.
const timeouts = { testTimeout: 120_000, hookTimeout: 300_000 }
const inNode = { ...timeouts, setupFiles: ['test/servers/waiting.ts'] }

/** Files that share a process and its modules: loading Drizzle, Lucia and the drivers anew takes a second. */
const inOneProcess = { ...inNode, isolate: false }

/** What needs neither a server nor the package. */
const source = [
  'test/{better-sqlite3,bun-sqlite,node-sqlite,client,hono,libsql,setup}.test.ts',
  'test/defects/!(drivers-servers).test.ts',
  'test/{frameworks,password,requests}/**/*.test.ts',
  'test/fuzz/!(programs-on-servers).test.ts',
  'test/setup/{bindings,extra-columns,memory,options,shown-attributes,source-files,tokens}.test.ts',
]
/** What the package is tried with: it reads `dist`, which `npm run build` makes. */
const packed = ['test/{apps,bench,cli,docs,examples,install,package}/**/*.test.ts']
const workers = ['test/workers/**/*.test.ts']
/** What runs a second time, on Drizzle 1.0. */
const onDrizzle1 = [
  'test/{better-sqlite3,libsql,pg,postgres-js,mysql2,planetscale,pglite,hono}.test.ts',
  'test/clients/entries.test.ts',
  'test/drizzle-1/*.test.ts',
  'test/neon-http.test.ts',
  'test/existing/*.test.ts',
  'test/faults/*.test.ts',
  'test/prisma/drizzle.test.ts',
  'test/values/{columns,kept-inserts,postgres,settings,sqlite}.test.ts',
]

/** Drizzle 1.0 in the place of the one that is installed under its own name. */
const drizzle1 = {
  alias: [
    { find: /^drizzle-orm(?=\/|$)/, replacement: 'drizzle-orm-1' },
    {
      find: /^(\.{1,2}\/)+ddl\.ts$/,
      replacement: `${import.meta.dirname}/test/drizzle-1/ddl.ts`,
    },
  ],
}

const inWorkerd = () =>
  cloudflareTest({
    miniflare: {
      compatibilityDate: '2026-04-01',
      compatibilityFlags: ['nodejs_compat'],
      d1Databases: ['DB'],
      kvNamespaces: ['SESSIONS'],
    },
  })

export default defineConfig({
  test: {
    maxWorkers: 2,
    globalSetup: ['test/tables-setup.ts'],
    projects: [
      { test: { ...inNode, name: 'source', include: source } },
      {
        test: {
          ...inOneProcess,
          name: 'engines',
          include: ['test/**/*.test.ts'],
          exclude: [...source, ...packed, ...workers, 'test/drizzle-1/*.test.ts'],
          globalSetup: ['test/servers/global-setup.ts'],
        },
      },
      {
        test: {
          ...inNode,
          name: 'packed',
          include: packed,
          globalSetup: ['test/servers/global-setup.ts', 'test/package/packed-setup.ts'],
        },
      },
      {
        resolve: drizzle1,
        test: {
          ...inOneProcess,
          name: 'drizzle-1',
          include: onDrizzle1,
          globalSetup: ['test/servers/global-setup.ts'],
        },
      },
      {
        plugins: [inWorkerd()],
        test: { ...timeouts, name: 'workers', include: workers },
      },
      {
        plugins: [inWorkerd()],
        resolve: drizzle1,
        test: {
          ...timeouts,
          name: 'workers-drizzle-1',
          include: workers,
          // In which there is no Drizzle.
          exclude: ['test/workers/password.test.ts'],
        },
      },
    ],
  },
})
