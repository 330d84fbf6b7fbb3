import { describe, expect, test } from 'vitest'
import { withNodeCompat } from '../../../src/cli/init/wrangler.ts'
import { hasNodeCompat, readWrangler } from '../../../src/cli/project/wrangler.ts'

const edit = (file: string, text: string) => withNodeCompat(readWrangler(file, text))

describe('nodejs_compat comes into a wrangler configuration, whose form stays', () => {
  test.each([
    {
      form: 'JSON with tabs and line ends of Windows',
      file: 'wrangler.json',
      before: '{\r\n\t"name": "app",\r\n\t"compatibility_date": "2026-04-01"\r\n}\r\n',
      after:
        '{\r\n\t"name": "app",\r\n\t"compatibility_date": "2026-04-01",\r\n\t"compatibility_flags": ["nodejs_compat"]\r\n}\r\n',
    },
    {
      form: 'a list over several lines, with a comma at its end',
      file: 'wrangler.jsonc',
      before: '{\n  "compatibility_flags": [\n    "a", // why\n    "b", /* b */\n  ],\n}',
      after:
        '{\n  "compatibility_flags": [\n    "a", // why\n    "b",\n    "nodejs_compat", /* b */\n  ],\n}',
    },
    {
      form: 'an empty list',
      file: 'wrangler.jsonc',
      before: '{ "compatibility_flags": [ ], "name": "app" }',
      after: '{ "compatibility_flags": ["nodejs_compat"], "name": "app" }',
    },
    {
      form: 'JSON on one line, without a date',
      file: 'wrangler.json',
      before: '{ "name": "app" }',
      after: '{ "name": "app", "compatibility_flags": ["nodejs_compat"] }',
    },
    {
      form: 'TOML with flags and a comment',
      file: 'wrangler.toml',
      before: 'compatibility_flags = [ "a" ] # ours\nname = "app"\n[vars]\nX = "1"\n',
      after:
        'compatibility_flags = [ "a", "nodejs_compat"] # ours\nname = "app"\n[vars]\nX = "1"\n',
    },
    {
      form: 'TOML with flags over several lines',
      file: 'wrangler.toml',
      before: 'compatibility_flags = [\n  "a",\n  "b",\n]\n',
      after: 'compatibility_flags = [\n  "a",\n  "b", "nodejs_compat",\n]\n',
    },
    {
      form: 'TOML with nothing at its top',
      file: 'wrangler.toml',
      before: '# Mine.\n[vars]\ncompatibility_date = "no date"\n',
      after:
        '# Mine.\ncompatibility_flags = ["nodejs_compat"]\n[vars]\ncompatibility_date = "no date"\n',
    },
    {
      form: 'TOML with an environment that has flags of its own',
      file: 'wrangler.toml',
      before: 'name = "app"\n\n[env.test]\ncompatibility_flags = ["a"]\n',
      after:
        'name = "app"\n\ncompatibility_flags = ["nodejs_compat"]\n[env.test]\ncompatibility_flags = ["a"]\n',
    },
  ])('$form', ({ file, before, after }) => {
    expect(edit(file, before)).toBe(after)
  })

  test('or nothing happens, where the form is not known', () => {
    const comment = 'compatibility_flags = [\n  "a", # why ]\n]\n'
    expect(edit('wrangler.toml', comment)).toBeUndefined()
    expect(edit('wrangler.json', '{}')).toBeUndefined()
  })

  test('and is seen in both of its forms', () => {
    const has = (flag: string) =>
      hasNodeCompat(readWrangler('wrangler.json', `{ "compatibility_flags": ["${flag}"] }`))
    expect([has('nodejs_compat'), has('nodejs_compat_v2'), has('nodejs_als')]).toEqual([
      true,
      true,
      false,
    ])
  })
})
