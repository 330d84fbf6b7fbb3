import { defineConfig } from 'tsup'

const shared = { format: 'esm', target: 'es2022' } as const

export default defineConfig([
  {
    ...shared,
    entry: ['src/*.ts', 'src/drizzle/*.ts', 'src/prisma/*.ts', 'src/schema/*.ts'],
    platform: 'neutral',
    dts: true,
  },
  {
    ...shared,
    entry: ['src/cli/main.ts'],
    outDir: 'dist/cli',
    platform: 'node',
    minify: true,
    metafile: true,
    // The command brings its development dependencies along: the package has no others.
  },
])
