import { defineConfig } from 'tsup'

const shared = { format: 'esm', target: 'es2022' } as const

export default defineConfig([
  {
    ...shared,
    entry: ['src/*.ts', 'src/schema/*.ts'],
    platform: 'neutral',
    dts: true,
  },
  {
    ...shared,
    entry: { 'cli/main': 'src/cli/main.ts' },
    platform: 'node',
    // The command brings what it needs along: the package has no dependencies of its own.
    noExternal: ['citty', '@clack/prompts'],
  },
])
