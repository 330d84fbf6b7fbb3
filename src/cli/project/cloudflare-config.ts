import type { Node } from '@babel/types'
import { literalOf } from './constants.ts'
import { nameOf, nodesOf, parseSource, propertyOf } from './syntax.ts'
import type { D1Database, WranglerConfiguration } from './wrangler.ts'

/** Reads the `cloudflare.config.ts` of the `cf` command without running it. */
export function readCloudflareConfig(
  file: string,
  text: string,
): WranglerConfiguration | undefined {
  const source = parseSource(file, text)
  if (!source) return undefined
  const objects = nodesOf(source.program, 'ObjectExpression')
  const value = (name: string) => {
    const node = objects.map((object) => propertyOf(object, name)).find(Boolean)
    return node && literalOf({ source, node })
  }
  const textOf = (name: string) => String(value(name) ?? '') || undefined
  const bound = objects.flatMap(({ properties }) =>
    properties.flatMap((property) =>
      property.type === 'ObjectProperty'
        ? { name: nameOf(property.key), value: property.value }
        : [],
    ),
  )
  const ofKind = (kind: string) => bound.filter(({ value }) => isCallOf(value, kind))
  const flags = value('compatibilityFlags')
  return {
    file,
    text,
    isCode: true,
    name: textOf('name'),
    isPages: false,
    main: 'src/index.ts',
    compatibilityDate: textOf('compatibilityDate'),
    compatibilityFlags: Array.isArray(flags) ? flags.map(String) : [],
    environments: [],
    d1: ofKind('d1').map(({ name = 'DB', value }): D1Database => {
      const [argument] = value.type === 'CallExpression' ? value.arguments : []
      const settings = Object(argument && literalOf({ source, node: argument }))
      return {
        binding: name,
        databaseName: settings.databaseId ?? settings.id ?? settings.databaseName ?? settings.name,
        migrationsFolder: settings.migrationsDir ?? 'migrations',
        migrationsPattern: settings.migrationsPattern,
        environment: undefined,
      }
    }),
    hyperdrive: ofKind('hyperdrive').map(({ name = 'HYPERDRIVE' }) => name),
  }
}

/** Whether a value is `bindings.d1(...)`. */
function isCallOf(node: Node, kind: string): boolean {
  return (
    node.type === 'CallExpression' &&
    node.callee.type === 'MemberExpression' &&
    nameOf(node.callee.property) === kind
  )
}
