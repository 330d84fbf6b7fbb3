import { sameValues } from './differential.ts'
import { mysqlDrivers } from './drivers.ts'

for (const driver of mysqlDrivers) sameValues(driver)
