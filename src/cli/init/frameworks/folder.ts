import type { App } from '../../project/app.ts'
import type { AppFiles } from '../../project/app-files.ts'

/** Where a framework has the code of its server; undefined where that is beside the app's entry. */
export function frameworkFolder({ dependencies, files }: App): string | undefined {
  if (Object.hasOwn(dependencies, '@sveltejs/kit')) return 'src/lib/server'
  return Object.hasOwn(dependencies, 'next') ? `${nextRoot(files)}lib` : undefined
}

/** The folder in which Next has `app` or `pages`, with its slash. */
export function nextRoot({ paths }: AppFiles): '' | 'src/' {
  return paths.some((path) => /^src\/(app|pages)\//.test(path)) ? 'src/' : ''
}
