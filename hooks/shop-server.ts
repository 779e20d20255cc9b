import { runProgram } from './config/run-program.ts'
import { readShopConfig } from './config/shop.ts'
import { runShop } from './http/shop/run.ts'

await runProgram(() => runShop(readShopConfig(process.env)))
