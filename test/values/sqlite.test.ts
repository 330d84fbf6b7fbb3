import { sameValues } from './differential.ts'
import { sqliteDrivers } from './drivers.ts'

for (const driver of sqliteDrivers) sameValues(driver)
