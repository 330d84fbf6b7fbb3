import type { TypePrinter } from '../../printer.ts'
import type { Answers } from '../answers.ts'
import type { Place } from '../place.ts'
import type { Plan } from '../plan.ts'

/** What the files of a framework are made of. */
export interface FrameworkParts {
  place: Place
  answers: Answers
  /** The path of `auth.ts`. */
  authPath: string
  ts: TypePrinter
  /** Whether there are to be routes to sign up, in and out. */
  hasRoutes: boolean
}

/** The files that a framework has beside `auth.ts`, and the lines with which an app uses them. */
export type FrameworkFiles = Pick<Plan, 'changes' | 'notes' | 'use'>
