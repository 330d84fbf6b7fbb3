import { isInTransaction, type PrismaClient } from './client.ts'

/** Prisma's providers whose databases have savepoints by the standard's words. */
const providers = ['sqlite', 'postgresql', 'cockroachdb', 'mysql']

const name = 'lucia_setup'

/**
 * Runs a write of several rows, of which nothing is left when it fails. In a transaction of the app's
 * that takes a savepoint, since the app may go on; elsewhere the write sees to it.
 */
export async function toSavepoint<Result>(
  client: PrismaClient,
  write: () => Promise<Result>,
): Promise<Result> {
  const { _activeProvider = '' } = client
  if (!isInTransaction(client) || !providers.includes(_activeProvider)) return await write()
  await client.$executeRawUnsafe(`SAVEPOINT ${name}`)
  try {
    const result = await write()
    await client.$executeRawUnsafe(`RELEASE SAVEPOINT ${name}`)
    return result
  } catch (error) {
    // Where the whole transaction is gone, so is the savepoint.
    await client.$executeRawUnsafe(`ROLLBACK TO SAVEPOINT ${name}`).then(undefined, () => {})
    throw error
  }
}
