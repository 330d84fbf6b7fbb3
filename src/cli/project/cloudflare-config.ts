import { literalOf, settingOf } from './constants.ts'
import { nameOf, nodesOf, parseSource, type Source } from './syntax.ts'
import { configurationOf, type WranglerConfiguration } from './wrangler.ts'

/** Reads the `cloudflare.config.ts` of the `cf` command without running it. */
export function readCloudflareConfig(
  file: string,
  text: string,
): WranglerConfiguration | undefined {
  const source = parseSource(file, text)
  if (!source) return undefined
  const databases = bindingsIn(source, 'd1').map(({ binding, settings }) => ({
    binding,
    database_name: settings.databaseId ?? settings.id ?? settings.databaseName ?? settings.name,
    migrations_dir: settings.migrationsDir,
    migrations_pattern: settings.migrationsPattern,
  }))
  return configurationOf(
    { file, text, isCode: true },
    {
      name: settingOf(source, 'name'),
      main: 'src/index.ts',
      compatibility_date: settingOf(source, 'compatibilityDate'),
      compatibility_flags: settingOf(source, 'compatibilityFlags'),
      d1_databases: databases,
      hyperdrive: bindingsIn(source, 'hyperdrive'),
    },
  )
}

/** The bindings of a kind, `DB: bindings.d1({ ... })`, and what they are given. */
function bindingsIn(source: Source, kind: string) {
  return nodesOf(source.program, 'ObjectProperty').flatMap(({ key, value: call }) => {
    if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return []
    if (nameOf(call.callee.property) !== kind) return []
    const [node] = call.arguments
    return { binding: nameOf(key), settings: Object(node && literalOf({ source, node })) }
  })
}
