import { defineCommand } from 'citty'
import { commonArgs, databaseArgs, tableArgs } from '../arguments.ts'

const args = {
  driver: { type: 'string', description: 'The driver entry: d1, pg, better-sqlite3, ...' },
  binding: { type: 'string', description: 'The D1 or Hyperdrive binding, where there are several' },
  'sign-in': { type: 'string', description: 'What people sign in with: email, username or other' },
  'table-names': { type: 'string', description: 'As in user=users,session=sessions,key=keys' },
  token: tableArgs.token,
  throttle: tableArgs.throttle,
  dir: { type: 'string', description: 'The folder for schema.ts and auth.ts' },
  'with-routes': { type: 'boolean', description: 'Writes routes to sign up, in and out, too' },
  schema: {
    type: 'boolean',
    description: "A second step: types, by a schema in place of attributes: 'columns'",
  },
  yes: { type: 'boolean', description: 'Asks nothing: writes what it shows' },
  install: { type: 'boolean', description: 'Runs the commands that install what is missing' },
  database: {
    type: 'string',
    description: "The database's URL or file, to look into before anything is written",
    valueHint: 'url',
  },
  ...databaseArgs,
  'dry-run': { type: 'boolean', description: 'Shows what it would write, and writes nothing' },
  ...commonArgs,
} as const

/** `lucia-setup init`: sets up an existing project, after it has shown how. */
export const init = defineCommand({
  meta: { name: 'init', description: 'Sets up this project, after it has shown how' },
  args,
  async run({ args: flags }) {
    const { setUpProject } = await import('./run.ts')
    await setUpProject(flags)
  },
})
