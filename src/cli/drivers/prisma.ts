import type { Driver } from './driver.ts'

/** `lucia-setup/prisma` and `lucia-setup/prisma/edge` */
export const prisma: Driver = {
  says: 'a Prisma client',
  package: '@prisma/client',
  adapter: 'prisma',
  maker: { module: /^@prisma\/client$/, name: 'PrismaClient' },
}
