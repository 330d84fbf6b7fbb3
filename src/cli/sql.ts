import { defineCommand } from 'citty'
import { Failure } from './failure.ts'

/** `lucia-setup sql`: prints the statements that make the tables. */
export const sql = defineCommand({
  meta: { name: 'sql', description: 'Prints the statements that make the three tables' },
  run() {
    throw new Failure('to be written')
  },
})
