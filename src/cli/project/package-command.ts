import { resolveCommand } from 'package-manager-detector'
import type { Project } from './project.ts'

/** A command of the app's package manager. */
export function command(
  { packageManager }: Pick<Project, 'packageManager'>,
  kind: 'add' | 'uninstall' | 'execute' | 'execute-local',
  ...args: string[]
): string {
  const resolved = resolveCommand(packageManager, kind, args)
  return resolved ? [resolved.command, ...resolved.args].join(' ') : args.join(' ')
}
