import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type App, createAppOn } from '../app.ts'

/** A database of one test. */
export interface CheckedDatabase {
  /** What `check` is given. */
  args: string[]
  /** Runs one or more statements. */
  run(statements: string): Promise<unknown>
  close(): Promise<unknown>
}

/** A healthy database with one fault planted. */
export interface Fault {
  name: string
  plant: string[]
  /** What check finds: codes and subjects. */
  found: string[]
  /** Whether the cure is a statement, which is then run. */
  cured?: false
}

/** A kind of database with its tables and the faults that it can have. */
export interface CheckedSubject {
  name: string
  /** What runs the command, other than Node. */
  runtime?: string
  /** The packages that the project has. */
  packages: string[]
  open(): Promise<CheckedDatabase>
  /** The default tables, as `createSchema()` has them. */
  healthy: string[]
  /** The same with those for tokens and a throttle, once for each dialect. */
  more?: string[]
  /** The tables of Lucia's documentation, and what they lack. */
  documented: { name: string; statements: string[]; found: string[]; args?: string[] }[]
  faults: Fault[]
}

interface Found {
  code: string
  severity: string
  subject: string
  cure: string
}

export function checkCases(subject: CheckedSubject): void {
  const { name, packages, open, healthy, more, documented, faults } = subject
  const flags = ['--token', '--throttle']
  let app: App

  async function withDatabase(
    statements: string[],
    body: (database: CheckedDatabase) => Promise<void>,
  ) {
    const database = await open()
    try {
      for (const statement of statements) await database.run(statement)
      await body(database)
    } finally {
      await database.close()
    }
  }

  async function check(...args: string[]): Promise<{ code: number; findings: Found[] }> {
    const { code, stdout, output } = await app.command('check', ...args, '--json')
    expect(output).toBe(stdout)
    return { code, ...JSON.parse(stdout) }
  }

  describe(`check on ${name}`, () => {
    beforeAll(async () => {
      app = await createAppOn(subject.runtime ?? 'node', ...packages)
    })

    afterAll(() => app.remove())

    it('finds nothing wrong with the default tables', () =>
      withDatabase(healthy, async ({ args }) => {
        expect(await check(...args)).toEqual({ code: 0, findings: [] })
      }))

    if (more) {
      it('finds the tables of tokens and a throttle where they are asked for', async () => {
        await withDatabase(more, async ({ args }) => {
          expect(await check(...args, ...flags)).toEqual({ code: 0, findings: [] })
        })
        await withDatabase(healthy, async ({ args }) => {
          const { code, findings } = await check(...args, ...flags)
          const missing = ['missing-table user_token', 'missing-table user_throttle']
          expect([code, findings.map(summary)]).toEqual([1, missing])
          expect(findings[0]?.cure).toContain('--token')
        })
      })

      it('finds an index that should be unique', async () => {
        const unique = 'drop index user_token_user_id_purpose_unique'
        const plant = [
          'create index plain on user_token (user_id, purpose)',
          name === 'mysql2' ? `${unique} on user_token` : unique,
        ]
        await withDatabase([...more, ...plant], async ({ args, run }) => {
          const { findings } = await check(...args, ...flags)
          expect(findings.map(summary)).toEqual(['not-unique user_token.user_id'])
          for (const { cure } of findings) await run(cure)
          expect(await check(...args, ...flags)).toEqual({ code: 0, findings: [] })
        })
      })
    }

    it.each(documented)('finds of $name what they lack', ({ statements, found, args = [] }) =>
      withDatabase(statements, async (database) => {
        const { code, findings } = await check(...database.args, ...args)
        expect(findings.map(summary)).toEqual(found)
        expect(code).toBe(1)
        for (const { cure } of findings) await database.run(cure)
        expect(await check(...database.args, ...args)).toEqual({ code: 0, findings: [] })
      }),
    )

    it.each(faults)('finds $name, and nothing else', ({ plant, found, cured = true }) =>
      withDatabase([...healthy, ...plant], async ({ args, run }) => {
        const { code, findings } = await check(...args)
        expect(findings.map(summary)).toEqual(found)
        expect(code).toBe(findings.some(({ severity }) => severity === 'fault') ? 1 : 0)
        if (!cured) return
        for (const { cure } of findings) await run(cure)
        expect(await check(...args)).toEqual({ code: 0, findings: [] })
      }),
    )
  })
}

function summary({ code, subject }: Found): string {
  return `${code} ${subject}`
}
