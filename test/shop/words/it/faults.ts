import { faults as english } from '../../../../hooks/shop/words/en/faults.ts'
import { faults } from '../../../../hooks/shop/words/it/faults.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(faults, english)
