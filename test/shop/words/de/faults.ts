import { faults } from '../../../../hooks/shop/words/de/faults.ts'
import { faults as english } from '../../../../hooks/shop/words/en/faults.ts'
import { checkWords } from '../../../fixtures/shop/words.ts'

checkWords(faults, english)
