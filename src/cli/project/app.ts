import type { AppFiles } from './app-files.ts'
import type { Project } from './project.ts'

/** A project with its code. */
export interface App extends Project {
  files: AppFiles
}
