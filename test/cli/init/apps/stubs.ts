import type { Framework } from './frameworks.ts'

/** Stands in for the framework's own package: its types say nothing, and Next's headers are the test's. */
export function stubs({ types = {}, packages }: Framework): Record<string, string> {
  const modules = Object.entries(types).map(([module, name]) => [
    `node_modules/${module}/index.d.ts`,
    `export type ${name} = any\n`,
  ])
  if (!packages.includes('next')) return Object.fromEntries(modules)
  return {
    'node_modules/next/package.json':
      '{ "type": "module", "exports": { "./headers": "./headers.js" } }',
    'node_modules/next/headers.d.ts': 'export const cookies: any, headers: any\n',
    'node_modules/next/headers.js': `export const cookies = () => ({ get: () => ({ value: globalThis.nextRequest.jar.value }), set: globalThis.nextRequest.jar.set })
export const headers = () => globalThis.nextRequest.request.headers
`,
  }
}
