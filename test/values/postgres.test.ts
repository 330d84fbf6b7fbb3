import { sameValues } from './differential.ts'
import { postgresDrivers } from './drivers.ts'

for (const driver of postgresDrivers) sameValues(driver)
