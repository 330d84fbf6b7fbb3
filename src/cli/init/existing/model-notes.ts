import { driverOf } from '../../drivers/entries.ts'
import { readPrisma } from '../../project/prisma.ts'
import { authModels, missingIndexLines } from '../../project/prisma-models.ts'
import type { Project } from '../../project/project.ts'
import type { ExistingLucia } from './find-set-up.ts'

/**
 * What the models of a Prisma project lack. Throws a `Failure` where they are none that Lucia can
 * work on.
 */
export async function modelNotes(project: Project, lucia: ExistingLucia): Promise<string[]> {
  const { driver, tableNames, session } = lucia
  if (driverOf(driver).dialect || !tableNames) return []
  const prisma = await readPrisma(project.folder)
  if (!prisma) return ['There is no schema.prisma here: check looks at the models where there is.']
  if (session) return []
  return missingIndexLines(prisma, authModels(prisma, tableNames)).map(
    ({ line, model, file }) =>
      `${file}: add ${line} to model ${model}, then npx prisma migrate dev.`,
  )
}
