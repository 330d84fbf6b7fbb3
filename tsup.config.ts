import { defineConfig } from 'tsup'

export default defineConfig({
  entry: ['src/*.ts', 'src/prisma/*.ts', 'src/schema/*.ts'],
  format: 'esm',
  target: 'es2022',
  platform: 'neutral',
  clean: true,
  dts: true,
})
